import { stridedOffsets } from '../broadcast.js';
import { input, intAttribute, integers, intsAttribute, type Operator, type Operators } from '../operator.js';
import { allocate, fromFront, stridesOf } from '../value.js';

const reduction =
  (finish: (sum: number, count: number) => number): Operator =>
  (inputs, node) => {
    const { type, dims, data } = input(inputs, 0);
    const named = inputs[1] ? integers(inputs, 1) : intsAttribute(node, 'axes');
    const axes = new Set((named ?? [...dims.keys()]).map((axis) => fromFront(axis, dims.length)));
    const strides = stridesOf(dims);
    const kept = [...dims.keys()].filter((axis) => !axes.has(axis));
    const gone = [...axes];
    const along = (which: readonly number[]) =>
      stridedOffsets(
        which.map((axis) => dims[axis] ?? 1),
        which.map((axis) => strides[axis] ?? 0),
      );
    const [starts, steps] = [along(kept), along(gone)];
    const result = allocate(type, starts.length);
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i] as number;
      let sum = 0;
      for (let step = 0; step < steps.length; step++) sum += data[start + (steps[step] as number)] as number;
      result[i] = finish(sum, steps.length);
    }
    const keepsAxes = intAttribute(node, 'keepdims', 1) === 1;
    const left = keepsAxes
      ? dims.map((size, axis) => (axes.has(axis) ? 1 : size))
      : kept.map((axis) => dims[axis] ?? 1);
    return [{ type, dims: left, data: result }];
  };

const softmax: Operator = (inputs, node) => {
  const { type, dims, data } = input(inputs, 0);
  const axis = fromFront(intAttribute(node, 'axis', -1), dims.length);
  const size = dims[axis] ?? 1;
  const stride = stridesOf(dims)[axis] ?? 1;
  const result = new Float32Array(data.length);
  for (let row = 0; row < data.length / size; row++) {
    const start = Math.floor(row / stride) * stride * size + (row % stride);
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < size; i++) largest = Math.max(largest, data[start + i * stride] as number);
    let sum = 0;
    for (let i = 0; i < size; i++) sum += Math.exp((data[start + i * stride] as number) - largest);
    for (let i = 0; i < size; i++) {
      result[start + i * stride] = Math.exp((data[start + i * stride] as number) - largest) / sum;
    }
  }
  return [{ type, dims, data: result }];
};

/** Operators along axes. */
export const reductions: Operators = {
  ReduceMean: reduction((sum, count) => sum / count),
  ReduceSum: reduction((sum) => sum),
  Softmax: softmax,
};
