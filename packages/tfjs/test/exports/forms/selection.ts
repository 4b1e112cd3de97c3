import { bools, type Form, floats, form, ints } from './form.js';

const arg = (op: string, axis: number, keepdims: number): Form =>
  form(op, `axis ${axis}, ${keepdims ? 'kept' : 'dropped'}`, {
    feeds: { x: floats([2, 3, 4]) },
    gives: [['int32', keepdims ? 3 : 2]],
    build: (graph, { x }) => [
      graph.node('Cast', [graph.node(op, [x ?? null], { axis, keepdims })], { to: 6 }),
    ],
  });

const oneHot = (axis: number): Form =>
  form('OneHot', `axis ${axis}, an index from the end`, {
    feeds: { indices: ints([0, 2, -1, 1, 7, 3], [2, 3]) },
    gives: [['float32', 3]],
    build: (graph, { indices }) => [
      graph.node(
        'OneHot',
        [graph.node('Cast', [indices ?? null], { to: 7 }), graph.ints([4], []), graph.floats([0.5, 3])],
        { axis },
      ),
    ],
  });

const nonZero = (dims: readonly number[], values: readonly number[]): Form =>
  form('NonZero', `of rank ${dims.length}`, {
    feeds: { x: bools(values, dims) },
    gives: [['int32', 2]],
    build: (graph, { x }) => [graph.node('Cast', [graph.node('NonZero', [x ?? null])], { to: 6 })],
  });

export const selectionForms: readonly Form[] = [
  arg('ArgMax', 1, 0),
  arg('ArgMax', -1, 1),
  arg('ArgMin', 0, 1),
  oneHot(-1),
  oneHot(0),
  oneHot(1),
  nonZero([4], [1, 0, 1, 1]),
  nonZero([2, 3], [0, 1, 1, 0, 0, 1]),
  form('ScatterND', 'of rows', {
    feeds: { x: floats([4, 3]), rows: floats([2, 3], 2) },
    gives: [['float32', 2]],
    build: (graph, { x, rows }) => [
      graph.node('ScatterND', [x ?? null, graph.ints([2, 0], [2, 1]), rows ?? null]),
    ],
  }),
  form('ScatterND', 'of cells', {
    feeds: { x: floats([4, 3]), cells: floats([2], 2) },
    gives: [['float32', 2]],
    build: (graph, { x, cells }) => [
      graph.node('ScatterND', [x ?? null, graph.ints([2, 1, 3, 0], [2, 2]), cells ?? null]),
    ],
  }),
  form('ScatterND', 'into a shape, on the host', {
    feeds: { x: floats([2, 6]) },
    gives: [['float32', 3]],
    build: (graph, { x }) => {
      const shape = graph.node('ScatterND', [
        graph.ints([2, 1, 1]),
        graph.ints([2, -2], [2, 1]),
        graph.ints([3, 2]),
      ]);
      return [graph.node('Reshape', [x ?? null, shape])];
    },
  }),
  form('GatherND', 'of rows', {
    feeds: { x: floats([4, 3]) },
    gives: [['float32', 2]],
    build: (graph, { x }) => [graph.node('GatherND', [x ?? null, graph.ints([2, 0, 2], [3, 1])])],
  }),
  form('GatherND', 'of cells', {
    feeds: { x: floats([4, 3]) },
    gives: [['float32', 1]],
    build: (graph, { x }) => [graph.node('GatherND', [x ?? null, graph.ints([2, 0, 3, 2], [2, 2])])],
  }),
];
