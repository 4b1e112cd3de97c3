import { MedicoSamError } from '@medicosam/core';
import type { DataType, Graph, Initializer, ValueInfo } from '../graph/graph.js';
import { ATTENTION } from './attention.js';
import { Call, type ShapeRule } from './call.js';
import { constantValue } from './constant-value.js';
import { CONVOLUTIONS } from './convolution.js';
import { ELEMENTWISE } from './elementwise.js';
import { GENERATION } from './generation.js';
import { MATRIX_PRODUCTS } from './matmul.js';
import { NORMALISATIONS } from './normalisation.js';
import { REARRANGEMENTS } from './rearrangement.js';
import { REDUCTIONS } from './reduction.js';
import { formatSize, freeSize, type Size } from './size.js';
import { SLICING } from './slicing.js';
import { type KnownValue, UNKNOWN } from './value.js';

/** What was inferred of one value of a graph. */
export interface InferredValue {
  /** Left out when not known. */
  readonly type?: DataType;
  /**
   * A number where it is known; else an expression in the free sizes of the inputs (`n`, `2*p + 5`), or `?`.
   * Left out when even the rank is not known.
   */
  readonly dims?: readonly (number | string)[];
}

/** Rules by operator; those of ONNX's own domain without its name. */
const RULES: ReadonlyMap<string, ShapeRule> = new Map(
  [
    ATTENTION,
    CONVOLUTIONS,
    ELEMENTWISE,
    GENERATION,
    MATRIX_PRODUCTS,
    NORMALISATIONS,
    REARRANGEMENTS,
    REDUCTIONS,
    SLICING,
  ].flat(),
);

/**
 * Infers type and shape of every value of a graph, following constants and shapes of shapes as far as `Reshape`,
 * `Expand`, `Slice` and their like need. An operator without a rule here leaves its outputs unknown, and so does
 * anything that depends on them; what is stated holds in every run, provided that free sizes are at least 1.
 *
 * @param overrides Numbers for free sizes, by name: `{ n: 1, p: 3 }`.
 * @returns By name: inputs, initializers and the outputs of all nodes, in the graph's order.
 * @throws MedicoSamError `GRAPH_INVALID`, naming the node, when shapes contradict each other or the outputs
 * that the graph states; `INVALID_ARGUMENT` for an override that is no size.
 */
export function inferShapes(
  graph: Graph,
  overrides: Readonly<Record<string, number>> = {},
): ReadonlyMap<string, InferredValue> {
  checkOverrides(overrides);
  const stated = (info: ValueInfo) => info.dims.map((dim) => toSize(dim, overrides));
  const values = new Map<string, KnownValue>();
  for (const input of graph.inputs) values.set(input.name, { type: input.type, dims: stated(input) });
  for (const initializer of graph.initializers) values.set(initializer.name, initializerValue(initializer));
  for (const node of graph.nodes) {
    const rule = RULES.get(node.domain === '' ? node.op : `${node.domain}:${node.op}`);
    const inputs = node.inputs.map((name) => (name === '' ? undefined : (values.get(name) ?? UNKNOWN)));
    const results = rule?.(new Call(node, inputs)) ?? [];
    for (const [i, name] of node.outputs.entries()) {
      if (name !== '') values.set(name, results[i] ?? UNKNOWN);
    }
  }
  for (const output of graph.outputs) {
    const found = values.get(output.name) ?? UNKNOWN;
    values.set(output.name, reconcile(output, found, stated(output)));
  }
  return new Map([...values].map(([name, value]) => [name, toInferred(value)]));
}

function checkOverrides(overrides: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(overrides)) {
    if (Number.isSafeInteger(size) && size >= 0) continue;
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `Override ${name} must be a whole number from 0 on, it is ${size}.`,
    });
  }
}

function toSize(dim: number | string, overrides: Readonly<Record<string, number>>): Size {
  if (typeof dim === 'number') return dim;
  return Object.hasOwn(overrides, dim) ? overrides[dim] : dim === '' ? undefined : freeSize(dim);
}

const initializerValue = (initializer: Initializer): KnownValue =>
  'data' in initializer
    ? constantValue(initializer.type, initializer.dims, initializer.data)
    : { type: initializer.type, dims: initializer.dims };

/** What the graph states of an output, made more definite by what was inferred. */
function reconcile(output: ValueInfo, found: KnownValue, stated: readonly Size[]): KnownValue {
  const dims = found.dims ?? stated;
  const differs =
    (found.type !== undefined && found.type !== output.type) ||
    dims.length !== stated.length ||
    dims.some((size, i) => {
      const other = stated[i];
      return typeof size === 'number' && typeof other === 'number' && size !== other;
    });
  if (differs) {
    throw new MedicoSamError('GRAPH_INVALID', {
      message: `Output '${output.name}' is stated as ${output.type}[${stated.map(formatSize)}] and comes out as ${found.type ?? '?'}[${dims.map(formatSize)}].`,
      details: { output: output.name },
    });
  }
  return { type: output.type, dims: dims.map((size, i) => size ?? stated[i]) };
}

const toInferred = ({ type, dims }: KnownValue): InferredValue => ({
  ...(type ? { type } : {}),
  ...(dims ? { dims: dims.map(formatSize) } : {}),
});
