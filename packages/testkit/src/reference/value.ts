import { MedicoSamError } from '@medicosam/core';
import type { DataType } from '@medicosam/onnx';

/** float32 and widened float16; int32 and int64; bool and bytes. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** A value inside a graph. Row-major, the last axis fastest; int64 is held as int32, larger ones clamped. */
export interface Value {
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly data: Values;
}

/** How many values dims hold. */
export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

/** Room for values of a type. */
export function allocate(type: DataType, count: number): Values {
  if (type === 'float32' || type === 'float16') return new Float32Array(count);
  if (type === 'int32' || type === 'int64') return new Int32Array(count);
  return new Uint8Array(count);
}

/** How far apart neighbours along each axis lie. */
export function stridesOf(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length);
  let stride = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= dims[axis] ?? 1;
  }
  return strides;
}

/** An axis counted from the front. */
export const fromFront = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** What an operator throws for operands that do not fit each other, as a runtime does while it runs. */
export const misfit = (message: string): MedicoSamError => new MedicoSamError('BACKEND_FAILED', { message });
