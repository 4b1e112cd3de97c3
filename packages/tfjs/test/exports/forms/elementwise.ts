import type { HostTensor } from '@medicosam/core';
import { bools, type Form, floats, form, ints } from './form.js';

/** 0.1 to 4.1: what a logarithm or a root takes. */
const positive = (dims: readonly number[], seed = 1): HostTensor => {
  const values = floats(dims, seed);
  return { ...values, data: values.data.map((value) => Math.abs(value) + 0.1) };
};

const halves: HostTensor = {
  type: 'float32',
  dims: [8],
  data: Float32Array.of(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4, -2.6),
};

const of = (op: string, what: string, inputs: readonly HostTensor[], gives = inputs[0]?.type): Form =>
  form(op, what, {
    feeds: Object.fromEntries(inputs.map((value, index) => [`x${index}`, value])),
    gives: [[gives ?? 'float32', Math.max(...inputs.map(({ dims }) => dims.length))]],
    build: (graph, values) => [
      graph.node(
        op,
        inputs.map((_, index) => values[`x${index}`] ?? null),
      ),
    ],
  });

const cast = (what: string, from: HostTensor, to: 'float32' | 'int32' | 'bool', code: number): Form =>
  form('Cast', what, {
    feeds: { x: from },
    gives: [[to, from.dims.length]],
    build: (graph, { x }) => [graph.node('Cast', [x ?? null], { to: code })],
  });

const clip = (what: string, bounds: readonly (number | null)[]): Form =>
  form('Clip', what, {
    feeds: { x: floats([3, 4]) },
    gives: [['float32', 2]],
    build: (graph, { x }) => [
      graph.node('Clip', [
        x ?? null,
        ...bounds.map((bound) => (bound === null ? null : graph.scalar(bound))),
      ]),
    ],
  });

const unary = [
  'Abs',
  'Ceil',
  'Cos',
  'Erf',
  'Exp',
  'Floor',
  'Identity',
  'Neg',
  'Relu',
  'Sigmoid',
  'Sin',
  'Tanh',
];
const arithmetic = ['Add', 'Div', 'Max', 'Min', 'Mul', 'Sub', 'Sum'];
const comparisons = ['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'];
const whole = () => [ints([7, -7, 9, 4], [4, 1]), ints([2, 2, -4, 4], [1, 4])] as const;

export const elementwiseForms: readonly Form[] = [
  ...unary.map((op) => of(op, 'of numbers', [floats([3, 4])])),
  ...['Log', 'Reciprocal', 'Sqrt'].map((op) => of(op, 'of positive numbers', [positive([3, 4])])),
  of('Round', 'of halves', [halves]),
  of('Not', 'of truths', [bools([0, 1, 1, 0])]),
  ...arithmetic.map((op) => of(op, 'of operands that broadcast', [floats([2, 1, 4]), positive([3, 1], 2)])),
  ...['Max', 'Min', 'Sum'].map((op) => of(op, 'of three', [floats([4], 1), floats([4], 2), floats([4], 3)])),
  ...['Add', 'Div', 'Mul', 'Sub'].map((op) => of(op, 'of integers', whole())),
  ...comparisons.map((op) => of(op, 'of numbers', [floats([3, 4]), floats([1, 4], 2)], 'bool')),
  ...comparisons.map((op) => of(op, 'of integers', whole(), 'bool')),
  ...['And', 'Or', 'Xor'].map((op) =>
    of(op, 'of truths', [bools([0, 1, 1, 0]), bools([0, 0, 1, 1])], 'bool'),
  ),
  of('Pow', 'to a power', [positive([3, 4]), floats([4], 2)]),
  form('Pow', 'the square', {
    feeds: { x: floats([3, 4]) },
    gives: [['float32', 2]],
    build: (graph, { x }) => [graph.node('Pow', [x ?? null, graph.scalar(2)])],
  }),
  of(
    'Where',
    'with operands that broadcast',
    [bools([1, 0, 1], [3, 1]), floats([3, 4]), floats([4], 2)],
    'float32',
  ),
  cast('numbers to integers, towards zero', floats([3, 4]), 'int32', 6),
  cast('integers to numbers', ints([1, -2, 300000]), 'float32', 1),
  cast('numbers to truths', { ...floats([4]), data: Float32Array.of(0, 2, -0.25, 256) }, 'bool', 9),
  cast('truths to numbers', bools([0, 1, 1]), 'float32', 1),
  cast('truths to integers', bools([0, 1, 1]), 'int32', 6),
  clip('between bounds', [-0.5, 1]),
  clip('from below', [-0.5]),
  clip('from above', [null, 0.25]),
];
