import type { Graph, Initializer, Node, ValueInfo } from '../graph/graph.js';
import { type InferredValue, inferShapes } from '../shapes/infer-shapes.js';
import { formatAttribute, formatName, formatType, formatValues } from './format.js';

/**
 * A graph as text, one line a node: `outputs = operator(inputs) {attributes}  types[sizes]`. Small constants
 * stand in place, larger ones under their names, `_` is an absent input. Offsets in weights files are left out,
 * so that the text of a graph does not change with the order of its weights.
 *
 * Types and sizes are those of {@link inferShapes}, where they are known; a graph whose shapes contradict each
 * other is printed without them.
 *
 * @param overrides Numbers for free sizes, by name.
 */
export function printGraph(graph: Graph, overrides: Readonly<Record<string, number>> = {}): string {
  const shapes = tryInfer(graph, overrides);
  const inline = new Map(
    graph.initializers.flatMap((initializer) => {
      const text = 'data' in initializer ? formatValues(initializer) : undefined;
      return text === undefined ? [] : [[initializer.name, text] as const];
    }),
  );
  const opsets = graph.opsets.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`);
  return [
    `graph ${formatName(graph.name)} (IR ${graph.irVersion}, ${opsets.join(', ')})`,
    ...graph.inputs.map((input) => `input ${formatDeclared(input)}`),
    ...graph.initializers
      .filter(({ name }) => !inline.has(name))
      .map((initializer) => `${formatDeclared(initializer)} ${formatSource(initializer)}`),
    ...graph.nodes.map((node) => formatNode(node, inline, shapes)),
    ...graph.outputs.map((output) => `output ${formatDeclared(output)}`),
    '',
  ].join('\n');
}

function tryInfer(graph: Graph, overrides: Readonly<Record<string, number>>) {
  try {
    return inferShapes(graph, overrides);
  } catch {
    return new Map<string, InferredValue>();
  }
}

const formatDeclared = ({ name, type, dims }: Pick<ValueInfo, 'name' | 'type' | 'dims'>): string =>
  `${formatName(name)}: ${formatType(type, dims)}`;

const formatSource = (initializer: Initializer): string =>
  'data' in initializer
    ? `of ${initializer.data.length} bytes`
    : `from ${formatName(initializer.external.location)}`;

function formatNode(
  node: Node,
  inline: ReadonlyMap<string, string>,
  shapes: ReadonlyMap<string, InferredValue>,
): string {
  const operator = node.domain === '' ? node.op : `${node.domain}.${node.op}`;
  const inputs = node.inputs.map((name) => inline.get(name) ?? formatName(name));
  const attributes = Object.entries(node.attributes).map(
    ([name, attribute]) => `${name}=${formatAttribute(attribute)}`,
  );
  const call = `${node.outputs.map(formatName).join(', ')} = ${operator}(${inputs.join(', ')})`;
  const known = node.outputs.map((name) => formatInferred(shapes.get(name)));
  return [
    call,
    ...(attributes.length > 0 ? [` {${attributes.join(', ')}}`] : []),
    ...(known.some((text) => text !== '?') ? [`  ${known.join(', ')}`] : []),
  ].join('');
}

function formatInferred(value: InferredValue | undefined): string {
  if (!value?.type && !value?.dims) return '?';
  return value.dims ? formatType(value.type ?? '?', value.dims) : `${value.type}`;
}
