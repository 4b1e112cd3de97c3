import type { Attribute, Graph, Initializer, Node } from '@medicosam/onnx';

/** A graph with some of its nodes replaced by others; `undefined` keeps a node. */
export const replaceNodes = (
  graph: Graph,
  replace: (node: Node) => Node[] | undefined,
  initializers: readonly Initializer[] = [],
): Graph => ({
  ...graph,
  nodes: graph.nodes.flatMap((node) => replace(node) ?? [node]),
  initializers: [...graph.initializers, ...initializers],
});

/** A node with one output. */
export const node = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Node['attributes'] = {},
): Node => ({ op, domain: '', name: output, inputs, outputs: [output], attributes });

export const int = (value: number): Attribute => ({ kind: 'int', value });

/** A float32 constant. */
export const floats = (name: string, values: readonly number[], dims: readonly number[]): Initializer => ({
  name,
  type: 'float32',
  dims,
  data: new Uint8Array(Float32Array.from(values).buffer),
});

/** An int64 constant of one axis. */
export const int64s = (name: string, values: readonly number[]): Initializer => ({
  name,
  type: 'int64',
  dims: [values.length],
  data: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
});

/** What a node made, rounded to float16 on its way. */
export function throughFloat16(made: Node): Node[] {
  const [output = ''] = made.outputs;
  return [
    { ...made, name: `${output}/exact`, outputs: [`${output}/exact`] },
    node('Cast', [`${output}/exact`], `${output}/half`, { to: int(10) }),
    node('Cast', [`${output}/half`], output, { to: int(1) }),
  ];
}
