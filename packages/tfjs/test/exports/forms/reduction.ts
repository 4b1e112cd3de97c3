import { type Form, floats, form } from './form.js';

const REDUCTIONS = ['ReduceMax', 'ReduceMean', 'ReduceMin', 'ReduceProd', 'ReduceSum'];

const reduce = (op: string, what: string, axes: readonly number[] | null, keepdims: number): Form => {
  const rank = keepdims ? 3 : 3 - (axes?.length ?? 3);
  // ReduceSum takes its axes as an input from opset 13 on, the others from 18 on.
  const isInput = op === 'ReduceSum';
  return form(op, what, {
    feeds: { x: floats([2, 3, 4]) },
    gives: [['float32', rank]],
    build: (graph, { x }) => [
      graph.node(op, [x ?? null, ...(isInput && axes ? [graph.ints(axes)] : [])], {
        keepdims,
        ...(!isInput && axes ? { axes } : {}),
      }),
    ],
  });
};

const softmax = (what: string, axis: number, opset: number): Form =>
  form('Softmax', what, {
    opset,
    feeds: { x: floats([2, 3, 4]) },
    gives: [['float32', 3]],
    build: (graph, { x }) => [graph.node('Softmax', [x ?? null], { axis })],
  });

export const reductionForms: readonly Form[] = [
  ...REDUCTIONS.flatMap((op) => [
    reduce(op, 'over the last axis, kept', [-1], 1),
    reduce(op, 'over two axes, dropped', [0, 2], 0),
    reduce(op, 'over all', null, 0),
  ]),
  form('ReduceMean', 'of opset 18', {
    opset: 18,
    feeds: { x: floats([2, 3, 4]) },
    gives: [['float32', 3]],
    build: (graph, { x }) => [graph.node('ReduceMean', [x ?? null, graph.ints([1])])],
  }),
  softmax('over the last axis', -1, 17),
  softmax('over a middle axis', 1, 17),
  softmax('over all from an axis on, of opset 12', 1, 12),
  softmax('over the last axis, counted from the front, of opset 12', 2, 12),
];
