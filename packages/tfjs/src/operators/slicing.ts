import type { TfTensor } from '../tf-like.js';
import { type Call, textOf } from './call.js';
import { allocate, pick, sizeOf, stridesOf } from './host-arrays.js';
import type { Operator, Operators } from './operator.js';
import { padded } from './padded.js';

/** What a Slice takes along one axis: `size` elements from `start` on. */
interface Taken {
  readonly start: number;
  readonly step: number;
  readonly size: number;
}

/** What a Slice takes along each axis; opsets before 10 state it by attributes. */
function taken(call: Call): readonly Taken[] {
  const dims = call.dims(0);
  const list = (index: number, name: string) =>
    call.ints(name) ?? (call.has(index) ? call.numbers(index) : undefined);
  const [starts = [], ends = []] = [list(1, 'starts'), list(2, 'ends')];
  const axes = list(3, 'axes') ?? starts.map((_, axis) => axis);
  const steps = list(4, 'steps') ?? [];
  const result: Taken[] = dims.map((size) => ({ start: 0, step: 1, size }));
  for (const [index, given] of axes.entries()) {
    const axis = call.axis(given, dims.length);
    const size = dims[axis] ?? 0;
    const step = steps[index] ?? 1;
    // Backwards, an end may lie before the first element; a start may not.
    const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
    const clamp = (bound: number, least: number) =>
      Math.min(Math.max(bound < 0 ? bound + size : bound, least), high);
    const [start, end] = [clamp(starts[index] ?? 0, 0), clamp(ends[index] ?? 0, low)];
    result[axis] = { start, step, size: Math.max(0, Math.ceil((end - start) / step)) };
  }
  return result;
}

const slice: Operator = {
  kernels: ['Slice', 'GatherV2', 'Fill'],
  hostInputs: [1, 2, 3, 4],
  onHost(call) {
    const value = call.host(0);
    const parts = taken(call);
    const strides = stridesOf(value.dims);
    const first = parts.reduce((sum, { start }, axis) => sum + start * (strides[axis] ?? 0), 0);
    return [
      pick(
        value,
        parts.map(({ size }) => size),
        parts.map(({ step }, axis) => step * (strides[axis] ?? 0)),
        first,
      ),
    ];
  },
  onDevice(call) {
    const { tf } = call;
    const parts = taken(call);
    const sizes = parts.map(({ size }) => size);
    if (sizes.includes(0)) return [tf.fill(sizes, 0, call.value(0).type)];
    // A strided slice of TensorFlow.js does not reach the first element from behind: those axes are gathered.
    const isPlain = ({ step }: Taken) => step === 1;
    const sliced = tf.slice(
      call.tensor(0),
      parts.map((part) => (isPlain(part) ? part.start : 0)),
      parts.map((part, axis) => (isPlain(part) ? part.size : (call.dims(0)[axis] ?? 0))),
    );
    return [
      parts.reduce((x, part, axis) => (isPlain(part) ? x : tf.gather(x, indices(call, part), axis)), sliced),
    ];
  },
};

const indices = ({ tf }: Call, { start, step, size }: Taken): TfTensor =>
  tf.tensor(
    Int32Array.from({ length: size }, (_, i) => start + i * step),
    [size],
    'int32',
  );

const split: Operator = {
  kernels: ['SplitV'],
  hostInputs: [1],
  onHost(call) {
    const value = call.host(0);
    const { axis, sizes } = parts(call);
    const strides = stridesOf(value.dims);
    let start = 0;
    return sizes.map((size) => {
      start += size;
      return pick(value, value.dims.with(axis, size), strides, (start - size) * (strides[axis] ?? 0));
    });
  },
  onDevice(call) {
    const { axis, sizes } = parts(call);
    return call.tf.split(call.tensor(0), sizes, axis);
  },
};

function parts(call: Call): { axis: number; sizes: number[] } {
  const dims = call.dims(0);
  const axis = call.axis(call.int('axis', 0), dims.length);
  const stated = call.ints('split') ?? (call.has(1) ? call.numbers(1) : undefined);
  if (stated) return { axis, sizes: [...stated] };
  const size = dims[axis] ?? 0;
  const count = call.node.outputs.length;
  const equal = Math.ceil(size / count);
  return { axis, sizes: Array.from({ length: count }, (_, part) => Math.min(equal, size - part * equal)) };
}

const gather: Operator = {
  kernels: ['GatherV2', 'Less', 'Add', 'Select'],
  onHost(call) {
    const [value, indices] = [call.host(0), call.host(1)];
    const axis = call.axis(call.int('axis', 0), value.dims.length);
    const size = value.dims[axis] ?? 0;
    const inner = sizeOf(value.dims.slice(axis + 1));
    const outer = sizeOf(value.dims.slice(0, axis));
    const dims = [...value.dims.slice(0, axis), ...indices.dims, ...value.dims.slice(axis + 1)];
    const data = allocate(value.type, sizeOf(dims));
    let at = 0;
    for (let row = 0; row < outer; row++) {
      for (const index of indices.data) {
        const from = (row * size + call.axis(index, size)) * inner;
        data.set(value.data.subarray(from, from + inner), at);
        at += inner;
      }
    }
    return [{ type: value.type, dims, data }];
  },
  onDevice(call) {
    const axis = call.axis(call.int('axis', 0), call.dims(0).length);
    return [call.tf.gather(call.tensor(0), fromFront(call, call.dims(0)[axis] ?? 0), axis)];
  },
};

/** The indices of a Gather, of which negative ones count from behind. */
function fromFront(call: Call, size: number): TfTensor {
  const { tf } = call;
  const given = call.tensor(1);
  if (call.value(1).host?.data.every((index) => index >= 0)) return given;
  const shifted = tf.add(given, tf.tensor(Int32Array.of(size), [], 'int32'));
  return tf.where(tf.less(given, tf.tensor(Int32Array.of(0), [], 'int32')), shifted, given);
}

const pad: Operator = {
  kernels: ['PadV2', 'Reshape'],
  hostInputs: [1, 2, 3],
  refuses: (node) =>
    (textOf(node, 'mode') ?? 'constant') === 'constant' ? undefined : 'pads otherwise than with a constant',
  onDevice(call) {
    const rank = call.dims(0).length;
    const pads = call.ints('pads') ?? call.numbers(1);
    const axes = call.has(3) ? call.numbers(3).map((axis) => call.axis(axis, rank)) : [...Array(rank).keys()];
    const paddings = Array.from({ length: rank }, (): [number, number] => [0, 0]);
    for (const [index, axis] of axes.entries()) {
      paddings[axis] = [pads[index] ?? 0, pads[index + axes.length] ?? 0];
    }
    const value = call.has(2) ? call.numbers(2)[0] : call.float('value', 0);
    return [padded(call.tf, call.tensor(0), paddings, value ?? 0)];
  },
};

/** Operators that take parts of values, or set values into larger ones. */
export const SLICING: Operators = {
  Gather: gather,
  Pad: pad,
  Slice: slice,
  Split: split,
};
