import type { AttributeInput, GraphBuilder, Value } from '@medicosam/onnx';
import { type Form, floats, form, ints } from './form.js';

type Constants = readonly (readonly number[] | number | null)[];

/** An operator on one input, what else it takes being lists of integers; a bare number is a scalar. */
const of = (
  op: string,
  what: string,
  dims: readonly number[],
  rank: number,
  constants: Constants = [],
  attributes: Readonly<Record<string, AttributeInput>> = {},
  opset = 17,
): Form =>
  form(op, what, {
    opset,
    feeds: { x: floats(dims) },
    gives: [['float32', rank]],
    build: (graph, { x }) => [
      graph.node(op, [x ?? null, ...constants.map((one) => constantOf(graph, one))], attributes),
    ],
  });

function constantOf(graph: GraphBuilder, one: readonly number[] | number | null): Value | null {
  if (one === null) return null;
  return typeof one === 'number' ? graph.ints([one], []) : graph.ints(one);
}

const END = 2 ** 63;

const split = (
  what: string,
  outputs: number,
  sizes: readonly number[] | null,
  axis: number,
  opset = 17,
): Form =>
  form('Split', what, {
    opset,
    feeds: { x: floats([2, 7, 6]) },
    gives: Array.from({ length: outputs }, () => ['float32', 3] as const),
    build: (graph, { x }) =>
      opset < 13
        ? graph.nodes('Split', [x ?? null], outputs, { axis, ...(sizes ? { split: sizes } : {}) })
        : graph.nodes('Split', [x ?? null, ...(sizes ? [graph.ints(sizes)] : [])], outputs, { axis }),
  });

const pad = (what: string, dims: readonly number[], pads: readonly number[], value?: number): Form =>
  form('Pad', what, {
    feeds: { x: floats(dims) },
    gives: [['float32', dims.length]],
    build: (graph, { x }) => [
      graph.node('Pad', [x ?? null, graph.ints(pads), ...(value === undefined ? [] : [graph.scalar(value)])]),
    ],
  });

const gather = (what: string, indices: readonly number[], dims: readonly number[], axis: number): Form =>
  form('Gather', what, {
    feeds: { x: floats([3, 4, 5]), indices: ints(indices, dims) },
    gives: [['float32', 2 + dims.length]],
    build: (graph, { x, indices: at }) => [graph.node('Gather', [x ?? null, at ?? null], { axis })],
  });

export const arrangementForms: readonly Form[] = [
  of('Reshape', 'with a rest', [2, 3, 4], 2, [[4, -1]]),
  of('Reshape', 'with a size as it is', [2, 3, 4], 3, [[0, 4, -1]]),
  of('Flatten', 'at axis 1', [2, 3, 4], 2),
  of('Flatten', 'at axis 2', [2, 3, 4], 2, [], { axis: 2 }),
  of('Flatten', 'at axis 0', [2, 3, 4], 2, [], { axis: 0 }),
  of('Squeeze', 'of one axis', [2, 1, 4, 1], 3, [[1]]),
  of('Squeeze', 'of all', [2, 1, 4, 1], 2),
  of('Squeeze', 'of opset 11', [2, 1, 4], 2, [], { axes: [1] }, 11),
  of('Unsqueeze', 'of two axes', [2, 3], 4, [[0, -1]]),
  of('Unsqueeze', 'of opset 11', [2, 3], 4, [], { axes: [1, 2] }, 11),
  of('Transpose', 'backwards', [2, 3, 4], 3),
  of('Transpose', 'of rank 5', [2, 3, 4, 2, 3], 5, [], { perm: [2, 0, 3, 1, 4] }),
  of('Transpose', 'of rank 6', [2, 3, 2, 3, 2, 2], 6, [], { perm: [0, 1, 3, 2, 4, 5] }),
  of('Expand', 'of ones', [3, 1], 3, [[2, 3, 4]]),
  of('Expand', 'to fewer than there are', [2, 3, 4], 3, [[1, 1]]),
  of('Tile', 'along two axes', [2, 3], 2, [[3, 2]]),
  of('Slice', 'from and to', [5, 6], 2, [
    [1, 2],
    [4, END],
  ]),
  of('Slice', 'from the end', [5, 6], 2, [[-3], [-1], [1]]),
  of('Slice', 'with a step', [5, 6], 2, [
    [0, 1],
    [END, END],
    [0, 1],
    [2, 3],
  ]),
  of('Slice', 'backwards', [5, 6], 2, [[-1], [-(2 ** 63)], [1], [-1]]),
  of('Slice', 'of opset 9', [5, 6], 2, [], { starts: [1], ends: [4], axes: [1] }, 9),
  split('into equal parts', 3, null, 2),
  split('into stated parts', 2, [3, 4], 1),
  split('into stated parts, of opset 12', 2, [3, 4], 1, 12),
  pad('with zeros', [2, 3, 4], [1, 0, 2, 0, 1, 3]),
  pad('with a number', [2, 3], [0, 1, 2, 0], 7),
  pad('of rank 5', [1, 2, 2, 2, 2], [0, 0, 1, 0, 1, 0, 1, 0, 1, 0]),
  gather('of one index, which drops the axis', [2], [], 1),
  gather('of rows of indices', [0, 2, 1, 0, 2, 2], [2, 3], 0),
  gather('along the last axis', [4, 0], [2], -1),
  gather('from the end', [-1, 1], [2], 1),
  form('Concat', 'of three', {
    feeds: { a: floats([2, 3], 1), b: floats([2, 1], 2), c: floats([2, 4], 3) },
    gives: [['float32', 2]],
    build: (graph, { a, b, c }) => [graph.node('Concat', [a ?? null, b ?? null, c ?? null], { axis: -1 })],
  }),
];
