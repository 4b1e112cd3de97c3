import { stridedOffsets } from '../broadcast.js';
import { input, intAttribute, integers, type Operator, type Operators } from '../operator.js';
import { pick } from '../pick.js';
import { allocate, fromFront, sizeOf, stridesOf, type Value } from '../value.js';

function sliceAxis(value: Value, axis: number, start: number, size: number, step = 1): Value {
  const dims = value.dims.with(axis, size);
  const strides = stridesOf(value.dims);
  const first = start * (strides[axis] ?? 0);
  const taken = strides.with(axis, (strides[axis] ?? 0) * step);
  return pick(value, dims, stridedOffsets(dims, taken, first));
}

const split: Operator = (inputs, node) => {
  const value = input(inputs, 0);
  const axis = fromFront(intAttribute(node, 'axis', 0), value.dims.length);
  const size = value.dims[axis] ?? 0;
  const equal = Math.ceil(size / node.outputs.length);
  const sizes = inputs[1]
    ? integers(inputs, 1)
    : node.outputs.map((_, part) => Math.min(equal, size - part * equal));
  let start = 0;
  return sizes.map((length) => {
    start += length;
    return sliceAxis(value, axis, start - length, length);
  });
};

const slice: Operator = (inputs) => {
  let value = input(inputs, 0);
  const rank = value.dims.length;
  const [starts, ends] = [integers(inputs, 1), integers(inputs, 2)];
  const axes = inputs[3] ? integers(inputs, 3) : starts.map((_, axis) => axis);
  const steps = inputs[4] ? integers(inputs, 4) : starts.map(() => 1);
  for (const [index, given] of axes.entries()) {
    const axis = fromFront(given, rank);
    const size = value.dims[axis] ?? 0;
    const step = steps[index] ?? 1;
    const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
    const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + size : bound, low), high);
    const [from, to] = [clamp(starts[index] ?? 0), clamp(ends[index] ?? 0)];
    value = sliceAxis(value, axis, from, Math.max(0, Math.ceil((to - from) / step)), step);
  }
  return [value];
};

const gather: Operator = (inputs, node) => {
  const [value, indices] = [input(inputs, 0), input(inputs, 1)];
  const axis = fromFront(intAttribute(node, 'axis', 0), value.dims.length);
  const size = value.dims[axis] ?? 0;
  const inner = sizeOf(value.dims.slice(axis + 1));
  const outer = sizeOf(value.dims.slice(0, axis));
  const data = allocate(value.type, outer * indices.data.length * inner);
  let at = 0;
  for (let row = 0; row < outer; row++) {
    for (const index of indices.data) {
      const from = (row * size + fromFront(index, size)) * inner;
      data.set(value.data.subarray(from, from + inner), at);
      at += inner;
    }
  }
  const dims = [...value.dims.slice(0, axis), ...indices.dims, ...value.dims.slice(axis + 1)];
  return [{ type: value.type, dims, data }];
};

const pad: Operator = (inputs) => {
  const value = input(inputs, 0);
  const pads = integers(inputs, 1);
  const rank = value.dims.length;
  const axes = inputs[3] ? integers(inputs, 3).map((axis) => fromFront(axis, rank)) : [...value.dims.keys()];
  const [before, after] = [value.dims.map(() => 0), value.dims.map(() => 0)];
  for (const [index, axis] of axes.entries()) {
    before[axis] = pads[index] ?? 0;
    after[axis] = pads[index + axes.length] ?? 0;
  }
  const dims = value.dims.map((size, axis) => size + (before[axis] ?? 0) + (after[axis] ?? 0));
  const data = allocate(value.type, sizeOf(dims)).fill(inputs[2]?.data[0] ?? 0);
  const strides = stridesOf(dims);
  const start = before.reduce((sum, count, axis) => sum + count * (strides[axis] ?? 0), 0);
  const offsets = stridedOffsets(value.dims, strides, start);
  for (let i = 0; i < offsets.length; i++) data[offsets[i] as number] = value.data[i] as number;
  return [{ type: value.type, dims, data }];
};

/** Operators that take parts of values, or set values into larger ones. */
export const slicing: Operators = {
  Gather: gather,
  Pad: pad,
  Slice: slice,
  Split: split,
};
