import type { GraphBuilder, Value } from '@medicosam/onnx';
import { type Form, floats, form } from './form.js';

/** What a graph computes of shapes, seen through a Cast to int32. */
const shape = (
  op: string,
  what: string,
  rank: number,
  build: (graph: GraphBuilder, x: Value) => Value,
): Form =>
  form(op, what, {
    feeds: { x: floats([2, 3, 4]) },
    gives: [['int32', rank]],
    build: (graph, { x }) => [graph.node('Cast', [build(graph, x as Value)], { to: 6 })],
  });

const tensor = (type: 'float32' | 'int64', dims: readonly number[], values: readonly number[]) => ({
  kind: 'tensor' as const,
  value: {
    type,
    dims,
    data: new Uint8Array(
      type === 'float32' ? Float32Array.from(values).buffer : BigInt64Array.from(values, BigInt).buffer,
    ),
  },
});

export const shapeForms: readonly Form[] = [
  shape('Shape', 'of all axes', 1, (graph, x) => graph.node('Shape', [x])),
  shape('Shape', 'of some axes', 1, (graph, x) => graph.node('Shape', [x], { start: 1, end: -1 })),
  shape('Size', 'of a tensor', 0, (graph, x) => graph.node('Size', [x])),
  shape('Range', 'of integers', 1, (graph) =>
    graph.node('Range', [graph.ints([7], []), graph.ints([0], []), graph.ints([-2], [])]),
  ),
  form('Range', 'of numbers', {
    feeds: {},
    gives: [['float32', 1]],
    build: (graph) => [graph.node('Range', [graph.scalar(0.5), graph.scalar(3), graph.scalar(0.75)])],
  }),
  form('Constant', 'of numbers', {
    feeds: { x: floats([2, 2]) },
    gives: [['float32', 2]],
    build: (graph, { x }) => [
      graph.node('Add', [x ?? null, graph.node('Constant', [], { value: tensor('float32', [2], [1, -1]) })]),
    ],
  }),
  form('ConstantOfShape', 'of a shape that is computed', {
    feeds: { x: floats([2, 3, 4]) },
    gives: [['float32', 3]],
    build: (graph, { x }) => [
      graph.node('ConstantOfShape', [graph.node('Shape', [x ?? null])], {
        value: tensor('float32', [1], [2.5]),
      }),
    ],
  }),
  shape('ConstantOfShape', 'of integers', 1, (graph) =>
    graph.node('ConstantOfShape', [graph.ints([3])], { value: tensor('int64', [1], [5]) }),
  ),
];
