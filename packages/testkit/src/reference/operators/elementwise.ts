import type { DataType } from '@medicosam/onnx';
import { broadcastDims, broadcastOffsets } from '../broadcast.js';
import { input, type Operator, type Operators } from '../operator.js';
import { allocate, sizeOf, type Value } from '../value.js';
import { erf } from './erf.js';

const unary =
  (compute: (x: number) => number): Operator =>
  (inputs) => {
    const { type, dims, data } = input(inputs, 0);
    const result = allocate(type, data.length);
    for (let i = 0; i < data.length; i++) result[i] = compute(data[i] as number);
    return [{ type, dims, data: result }];
  };

function combine(a: Value, b: Value, compute: (x: number, y: number) => number, type: DataType): Value {
  const dims = broadcastDims(a.dims, b.dims);
  const result = allocate(type, sizeOf(dims));
  const [x, y] = [a.data, b.data];
  if (x.length === result.length && y.length === result.length) {
    for (let i = 0; i < result.length; i++) result[i] = compute(x[i] as number, y[i] as number);
  } else {
    const [fromA, fromB] = [broadcastOffsets(a.dims, dims), broadcastOffsets(b.dims, dims)];
    for (let i = 0; i < result.length; i++) {
      result[i] = compute(x[fromA[i] as number] as number, y[fromB[i] as number] as number);
    }
  }
  return { type, dims, data: result };
}

const binary =
  (compute: (x: number, y: number) => number): Operator =>
  (inputs) => {
    const a = input(inputs, 0);
    return [combine(a, input(inputs, 1), compute, a.type)];
  };

const comparison =
  (compute: (x: number, y: number) => boolean): Operator =>
  (inputs) => [combine(input(inputs, 0), input(inputs, 1), (x, y) => Number(compute(x, y)), 'bool')];

/** Operators that compute each element by itself. */
export const elementwise: Operators = {
  Abs: unary(Math.abs),
  Cos: unary(Math.cos),
  Erf: unary(erf),
  Identity: (inputs) => [input(inputs, 0)],
  Neg: unary((x) => -x),
  Relu: unary((x) => Math.max(x, 0)),
  Sin: unary(Math.sin),
  Sqrt: unary(Math.sqrt),
  Add: binary((x, y) => x + y),
  Div: binary((x, y) => x / y),
  Mul: binary((x, y) => x * y),
  Pow: binary((x, y) => x ** y),
  Sub: binary((x, y) => x - y),
  Sum: (inputs) => [
    inputs
      .map((_, index) => input(inputs, index))
      .reduce((sum, value) => combine(sum, value, (x, y) => x + y, sum.type)),
  ],
  Equal: comparison((x, y) => x === y),
  GreaterOrEqual: comparison((x, y) => x >= y),
};
