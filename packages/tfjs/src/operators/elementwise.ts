import type { TensorType } from '@medicosam/core';
import type { TfOperations, TfTensor } from '../tf-like.js';
import type { HostData } from '../value.js';
import type { Call } from './call.js';
import { allocate, broadcast, broadcastDims, sizeOf } from './host-arrays.js';
import type { Operator, Operators } from './operator.js';

type Unary = (x: TfTensor) => TfTensor;
type Binary = (a: TfTensor, b: TfTensor) => TfTensor;
type Named<F> = { [K in keyof TfOperations]: TfOperations[K] extends F ? K : never }[keyof TfOperations];

const onHost = (
  inputs: readonly HostData[],
  compute: (...values: number[]) => number,
  type: TensorType = inputs[0]?.type ?? 'float32',
): HostData => {
  const dims = broadcastDims(...inputs.map((input) => input.dims));
  const data = allocate(type, sizeOf(dims));
  const operands = inputs.map((input) => broadcast(input, dims));
  for (let i = 0; i < data.length; i++) data[i] = compute(...operands.map((values) => values[i] as number));
  return { type, dims, data };
};

const hosts = (call: Call): readonly HostData[] => call.inputs.map((_, index) => call.host(index));

const unary = (name: Named<Unary>, kernel: string, compute?: (x: number) => number): Operator => ({
  kernels: [kernel],
  ...(compute && { onHost: (call: Call) => [onHost([call.host(0)], compute)] }),
  onDevice: (call) => [call.tf[name](call.tensor(0))],
});

const binary = (
  name: Named<Binary>,
  kernel: string,
  compute: (a: number, b: number) => number,
): Operator => ({
  kernels: [kernel],
  onHost: (call) => [onHost(hosts(call), compute)],
  onDevice: (call) => [call.tf[name](call.tensor(0), call.tensor(1))],
});

const comparison = (
  name: Named<Binary>,
  kernel: string,
  compute: (a: number, b: number) => boolean,
): Operator => ({
  ...binary(name, kernel, (a, b) => Number(compute(a, b))),
  onHost: (call) => [onHost(hosts(call), (a, b) => Number(compute(a, b)), 'bool')],
});

/** Any number of operands. */
const variadic = (
  name: Named<Binary>,
  kernel: string,
  compute: (a: number, b: number) => number,
): Operator => ({
  kernels: [kernel],
  onHost: (call) => [hosts(call).reduce((a, b) => onHost([a, b], compute))],
  onDevice: (call) => [
    call.inputs.map((_, index) => call.tensor(index)).reduce((a, b) => call.tf[name](a, b)),
  ],
});

/** Integers are divided as C does, towards zero; TensorFlow.js rounds down. */
const divide: Operator = {
  kernels: ['RealDiv', 'Cast'],
  onHost(call) {
    const isWhole = call.value(0).type === 'int32';
    return [onHost(hosts(call), (a, b) => (isWhole ? Math.trunc(a / b) : a / b))];
  },
  onDevice(call) {
    const { tf } = call;
    const [a, b] = [call.tensor(0), call.tensor(1)];
    if (a.dtype !== 'int32') return [tf.div(a, b)];
    return [tf.cast(tf.div(tf.cast(a, 'float32'), tf.cast(b, 'float32')), 'int32')];
  },
};

/** Squares, which layer normalisations have many of, need no general power. */
const power: Operator = {
  kernels: ['Pow', 'Square'],
  onHost: (call) => [onHost(hosts(call), (a, b) => a ** b)],
  onDevice(call) {
    const exponent = call.value(1).host;
    const isSquare = exponent?.data.length === 1 && exponent.data[0] === 2 && exponent.dims.length === 0;
    return [isSquare ? call.tf.square(call.tensor(0)) : call.tf.pow(call.tensor(0), call.tensor(1))];
  },
};

const where: Operator = {
  kernels: ['Select', 'Cast', 'Tile', 'Reshape'],
  onHost: (call) => [
    onHost(hosts(call), (condition, a, b) => (condition ? a : b) as number, call.value(1).type),
  ],
  onDevice: (call) => [call.tf.where(call.tensor(0), call.tensor(1), call.tensor(2))],
};

const identity: Operator = {
  kernels: ['Identity'],
  onHost: (call) => [call.host(0)],
  onDevice: (call) => [call.tensor(0)],
};

const roundToEven = (x: number): number => {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
};

/** Operators that compute each element by itself. */
export const ELEMENTWISE: Operators = {
  Abs: unary('abs', 'Abs', Math.abs),
  Ceil: unary('ceil', 'Ceil', Math.ceil),
  Erf: unary('erf', 'Erf'),
  Exp: unary('exp', 'Exp', Math.exp),
  Floor: unary('floor', 'Floor', Math.floor),
  Identity: identity,
  Log: unary('log', 'Log', Math.log),
  Neg: unary('neg', 'Neg', (x) => -x),
  Not: unary('logicalNot', 'LogicalNot', (x) => Number(!x)),
  Reciprocal: unary('reciprocal', 'Reciprocal', (x) => 1 / x),
  Relu: unary('relu', 'Relu', (x) => Math.max(x, 0)),
  Round: unary('round', 'Round', roundToEven),
  Sigmoid: unary('sigmoid', 'Sigmoid', (x) => 1 / (1 + Math.exp(-x))),
  Sqrt: unary('sqrt', 'Sqrt', Math.sqrt),
  Tanh: unary('tanh', 'Tanh', Math.tanh),
  Add: binary('add', 'Add', (a, b) => a + b),
  And: comparison('logicalAnd', 'LogicalAnd', (a, b) => a !== 0 && b !== 0),
  Div: divide,
  Equal: comparison('equal', 'Equal', (a, b) => a === b),
  Greater: comparison('greater', 'Greater', (a, b) => a > b),
  GreaterOrEqual: comparison('greaterEqual', 'GreaterEqual', (a, b) => a >= b),
  Less: comparison('less', 'Less', (a, b) => a < b),
  LessOrEqual: comparison('lessEqual', 'LessEqual', (a, b) => a <= b),
  Max: variadic('maximum', 'Maximum', Math.max),
  Min: variadic('minimum', 'Minimum', Math.min),
  Mul: binary('mul', 'Multiply', (a, b) => a * b),
  Or: comparison('logicalOr', 'LogicalOr', (a, b) => a !== 0 || b !== 0),
  Pow: power,
  Sub: binary('sub', 'Sub', (a, b) => a - b),
  Sum: variadic('add', 'Add', (a, b) => a + b),
  Where: where,
  Xor: comparison('notEqual', 'NotEqual', (a, b) => a !== b),
};
