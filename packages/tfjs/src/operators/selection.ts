import type { Node } from '@medicosam/onnx';
import type { HostData } from '../value.js';
import { type Call, intOf } from './call.js';
import type { Operator, Operators } from './operator.js';

const isLast = (node: Node) =>
  intOf(node, 'select_last_index') === 1 ? 'takes the last of equal values' : undefined;

/** The index of the largest or smallest value along an axis; the first among equal ones. */
const argument = (function_: 'argMax' | 'argMin', kernel: string): Operator => ({
  kernels: [kernel, 'Reshape'],
  refuses: isLast,
  onDevice(call) {
    const { tf } = call;
    const dims = call.dims(0);
    const axis = call.axis(call.int('axis', 0), dims.length);
    const index = tf[function_](call.tensor(0), axis);
    const kept = dims.map((dim, at) => (at === axis ? 1 : dim));
    return [call.int('keepdims', 1) === 1 ? tf.reshape(index, kept) : index];
  },
});

/** The places of what is not zero, [rank, count]: how many is known only from the values. */
function nonZero(call: Call): readonly HostData[] {
  const { data, dims } = call.host(0);
  const found = Array.from(data.keys()).filter((index) => data[index] !== 0);
  const result = new Int32Array(dims.length * found.length);
  let stride = data.length;
  for (const [axis, dim] of dims.entries()) {
    stride /= dim;
    for (const [at, index] of found.entries())
      result[axis * found.length + at] = Math.floor(index / stride) % dim;
  }
  return [{ type: 'int32', dims: [dims.length, found.length], data: result }];
}

/** `on` at an index, `off` elsewhere, along a new axis. A negative index counts from the end. */
function oneHot(call: Call): readonly HostData[] {
  const indices = call.host(0);
  const [depth = 0] = call.numbers(1);
  const values = call.host(2);
  const [off = 0, on = 1] = values.data;
  const axis = call.axis(call.int('axis', -1), indices.dims.length + 1);
  const dims = [...indices.dims.slice(0, axis), depth, ...indices.dims.slice(axis)];
  const inner = indices.dims.slice(axis).reduce((count, dim) => count * dim, 1);
  const data = values.data.slice(0, 0).constructor as typeof Float32Array | typeof Int32Array;
  const result = new data(indices.data.length * depth).fill(off);
  for (const [at, index] of indices.data.entries()) {
    const cell = index < 0 ? index + depth : index;
    if (cell < 0 || cell >= depth) continue;
    result[(Math.floor(at / inner) * depth + cell) * inner + (at % inner)] = on;
  }
  return [{ type: values.type, dims, data: result }];
}

/** Operators that find or mark places. */
export const SELECTION: Operators = {
  ArgMax: argument('argMax', 'ArgMax'),
  ArgMin: argument('argMin', 'ArgMin'),
  NonZero: { kernels: [], hostInputs: [0], alwaysOnHost: nonZero },
  OneHot: { kernels: [], hostInputs: [0, 1, 2], alwaysOnHost: oneHot },
};
