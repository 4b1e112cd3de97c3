import { MedicoSamError, TENSOR_ARRAYS, type TensorData, type TensorType } from '@medicosam/core';
import type { HostData } from '../value.js';

/** Operators give up computing on the host beyond this many values; shapes and axes have a few. */
const MOST_VALUES = 1 << 20;

/** How many values dims hold. */
export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

/** Room for values of a type on the host. */
export function allocate(type: TensorType, count: number): TensorData {
  if (count <= MOST_VALUES) return new TENSOR_ARRAYS[type](count);
  throw new MedicoSamError('GRAPH_UNSUPPORTED', {
    message: `A shape or an axis is computed from ${count} values; at most ${MOST_VALUES} are held on the host.`,
  });
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

/** The dims that operands broadcast to, as NumPy does. */
export function broadcastDims(...operands: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...operands.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = operands.map((dims) => dims[axis - rank + dims.length] ?? 1);
    const size = sizes.find((one) => one !== 1) ?? 1;
    if (sizes.every((one) => one === 1 || one === size)) return size;
    throw new MedicoSamError('BACKEND_FAILED', {
      message: `Operands of dims ${operands.map((dims) => `[${dims}]`).join(' and ')} do not broadcast.`,
    });
  });
}

/** The values of an operand broadcast to dims. */
export function broadcast(value: HostData, dims: readonly number[]): TensorData {
  const own = stridesOf(value.dims);
  const lead = dims.length - value.dims.length;
  const strides = dims.map((_, axis) => ((value.dims[axis - lead] ?? 1) === 1 ? 0 : (own[axis - lead] ?? 0)));
  return pick(value, dims, strides).data;
}

/** The value of `dims` whose element at some indices lies at `start` and the sum of indices times strides. */
export function pick(
  { type, data }: HostData,
  dims: readonly number[],
  strides: readonly number[],
  start = 0,
): HostData {
  const result = allocate(type, sizeOf(dims));
  const indices = dims.map(() => 0);
  let offset = start;
  for (let i = 0; i < result.length; i++) {
    result[i] = data[offset] as number;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const next = (indices[axis] as number) + 1;
      offset += strides[axis] as number;
      if (next < (dims[axis] as number)) {
        indices[axis] = next;
        break;
      }
      indices[axis] = 0;
      offset -= next * (strides[axis] as number);
    }
  }
  return { type, dims, data: result };
}
