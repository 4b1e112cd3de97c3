import { broadcastDims, broadcastOffsets, stridedOffsets } from '../broadcast.js';
import { input, intAttribute, integers, intsAttribute, type Operator, type Operators } from '../operator.js';
import { pick } from '../pick.js';
import { allocate, fromFront, misfit, sizeOf, stridesOf } from '../value.js';

const reshape: Operator = (inputs) => {
  const value = input(inputs, 0);
  const wanted = integers(inputs, 1).map((size, axis) => (size === 0 ? (value.dims[axis] ?? 0) : size));
  const known = sizeOf(wanted.filter((size) => size !== -1));
  const dims = wanted.map((size) => (size === -1 ? value.data.length / known : size));
  if (sizeOf(dims) !== value.data.length || dims.some((size) => !Number.isInteger(size))) {
    throw misfit(`A value of dims [${value.dims}] cannot be reshaped to [${wanted}].`);
  }
  return [{ ...value, dims }];
};

const transpose: Operator = (inputs, node) => {
  const value = input(inputs, 0);
  const axes = intsAttribute(node, 'perm') ?? value.dims.map((_, axis) => value.dims.length - 1 - axis);
  const strides = stridesOf(value.dims);
  const dims = axes.map((axis) => value.dims[axis] ?? 1);
  const taken = axes.map((axis) => strides[axis] ?? 0);
  return [pick(value, dims, stridedOffsets(dims, taken))];
};

const unsqueeze: Operator = (inputs) => {
  const value = input(inputs, 0);
  const added = integers(inputs, 1);
  const rank = value.dims.length + added.length;
  const axes = new Set(added.map((axis) => fromFront(axis, rank)));
  const rest = [...value.dims];
  const dims = Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : (rest.shift() ?? 1)));
  return [{ ...value, dims }];
};

const expand: Operator = (inputs) => {
  const value = input(inputs, 0);
  const dims = broadcastDims(value.dims, integers(inputs, 1));
  return [pick(value, dims, broadcastOffsets(value.dims, dims))];
};

const concat: Operator = (inputs, node) => {
  const parts = inputs.map((_, index) => input(inputs, index));
  const { type, dims: like } = input(inputs, 0);
  const axis = fromFront(intAttribute(node, 'axis', 0), like.length);
  const sizes = parts.map(({ dims }) => dims[axis] ?? 1);
  const dims = like.with(
    axis,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const inner = sizeOf(like.slice(axis + 1));
  const data = allocate(type, sizeOf(dims));
  const row = (dims[axis] ?? 0) * inner;
  let start = 0;
  for (const [index, part] of parts.entries()) {
    const length = (sizes[index] ?? 0) * inner;
    for (let outer = 0; outer * row < data.length; outer++) {
      data.set(part.data.subarray(outer * length, (outer + 1) * length), outer * row + start);
    }
    start += length;
  }
  return [{ type, dims, data }];
};

/** Operators that give all values of theirs another arrangement. */
export const rearrangement: Operators = {
  Concat: concat,
  Expand: expand,
  Reshape: reshape,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
