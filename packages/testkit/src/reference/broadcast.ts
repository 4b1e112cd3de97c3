import { misfit, stridesOf } from './value.js';

/** The dims that operands broadcast to, as NumPy does. */
export function broadcastDims(...operands: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...operands.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = operands.map((dims) => dims[axis - rank + dims.length] ?? 1);
    const size = sizes.find((one) => one !== 1) ?? 1;
    if (sizes.every((one) => one === 1 || one === size)) return size;
    throw misfit(`Operands of dims ${operands.map((dims) => `[${dims}]`).join(' and ')} do not broadcast.`);
  });
}

/** For each element of `to`, in order, where it comes from in an operand of `dims`. */
export function broadcastOffsets(dims: readonly number[], to: readonly number[]): Int32Array {
  const own = stridesOf(dims);
  const lead = to.length - dims.length;
  const strides = to.map((_, axis) => ((dims[axis - lead] ?? 1) === 1 ? 0 : (own[axis - lead] ?? 0)));
  return stridedOffsets(to, strides);
}

/** For each element of `dims`, in order, the sum of its indices times the strides, and `start`. */
export function stridedOffsets(dims: readonly number[], strides: readonly number[], start = 0): Int32Array {
  let offsets = Int32Array.of(start);
  for (const [axis, size] of dims.entries()) {
    const stride = strides[axis] ?? 0;
    const next = new Int32Array(offsets.length * size);
    let at = 0;
    for (const offset of offsets) {
      for (let index = 0; index < size; index++) next[at++] = offset + index * stride;
    }
    offsets = next;
  }
  return offsets;
}
