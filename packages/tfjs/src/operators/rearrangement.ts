import type { HostData } from '../value.js';
import type { Call } from './call.js';
import { allocate, broadcast, broadcastDims, pick, sizeOf, stridesOf } from './host-arrays.js';
import type { Operator, Operators } from './operator.js';
import { transposed } from './transposed.js';

/** An operator that gives its first input other dims. */
const reshaping = (
  dimsOf: (call: Call, dims: readonly number[]) => readonly number[],
  hostInputs: readonly number[],
): Operator => ({
  kernels: ['Reshape'],
  hostInputs,
  onHost: (call) => [{ ...call.host(0), dims: dimsOf(call, call.dims(0)) }],
  onDevice: (call) => [call.tf.reshape(call.tensor(0), [...dimsOf(call, call.dims(0))])],
});

const reshape = reshaping(
  (call, dims) => {
    const allowsZero = call.int('allowzero', 0) === 1;
    const wanted = call
      .numbers(1)
      .map((size, axis) => (size === 0 && !allowsZero ? (dims[axis] ?? 0) : size));
    const known = sizeOf(wanted.filter((size) => size !== -1));
    const result = wanted.map((size) => (size === -1 ? sizeOf(dims) / known : size));
    if (sizeOf(result) === sizeOf(dims) && result.every(Number.isInteger)) return result;
    return call.fail(`a value of dims [${dims}] cannot be reshaped to [${wanted}]`);
  },
  [1],
);

const squeeze = reshaping(
  (call, dims) => {
    const axes = call.axes(1, dims.length);
    return dims.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1));
  },
  [1],
);

const unsqueeze = reshaping(
  (call, dims) => {
    const stated = call.ints('axes') ?? call.numbers(1);
    const rank = dims.length + stated.length;
    const axes = stated.map((axis) => call.axis(axis, rank));
    const rest = dims[Symbol.iterator]();
    return Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : (rest.next().value ?? 1)));
  },
  [1],
);

const transpose: Operator = {
  kernels: ['Transpose', 'Reshape'],
  onHost(call) {
    const value = call.host(0);
    const perm = permutation(call);
    const strides = stridesOf(value.dims);
    return [pick(value, permuted(value.dims, perm), permuted(strides, perm))];
  },
  onDevice: (call) => [transposed(call, call.tensor(0), permutation(call))],
};

const permutation = (call: Call): readonly number[] =>
  call.ints('perm') ?? [...call.dims(0).keys()].reverse();

const permuted = (values: readonly number[], perm: readonly number[]): number[] =>
  perm.map((axis) => values[axis] ?? 1);

const expand: Operator = {
  kernels: ['Tile', 'Reshape'],
  hostInputs: [1],
  onHost(call) {
    const value = call.host(0);
    const dims = broadcastDims(value.dims, call.numbers(1));
    return [{ type: value.type, dims, data: broadcast(value, dims) }];
  },
  onDevice: (call) => [call.tf.broadcastTo(call.tensor(0), broadcastDims(call.dims(0), call.numbers(1)))],
};

const concat: Operator = {
  kernels: ['Concat'],
  onHost: (call) => {
    const parts = call.inputs.map((_, index) => call.host(index));
    return [join(parts, call.axis(call.int('axis', 0), call.dims(0).length))];
  },
  onDevice: (call) => [
    call.tf.concat(
      call.inputs.map((_, index) => call.tensor(index)),
      call.axis(call.int('axis', 0), call.dims(0).length),
    ),
  ],
};

function join(parts: readonly HostData[], axis: number): HostData {
  const { type, dims: like } = parts[0] as HostData;
  const sizes = parts.map(({ dims }) => dims[axis] ?? 1);
  const dims = like.with(
    axis,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const inner = sizeOf(like.slice(axis + 1));
  const outer = sizeOf(like.slice(0, axis));
  const data = allocate(type, sizeOf(dims));
  let at = 0;
  for (let row = 0; row < outer; row++) {
    for (const [index, part] of parts.entries()) {
      const length = (sizes[index] ?? 0) * inner;
      data.set(part.data.subarray(row * length, (row + 1) * length), at);
      at += length;
    }
  }
  return { type, dims, data };
}

/** Operators that give all values of theirs another arrangement. */
export const REARRANGEMENT: Operators = {
  Concat: concat,
  Expand: expand,
  Reshape: reshape,
  Squeeze: squeeze,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
