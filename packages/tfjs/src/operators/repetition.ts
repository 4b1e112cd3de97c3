import type { Call } from './call.js';
import { allocate, pick, sizeOf, stridesOf } from './host-arrays.js';
import type { Operator, Operators } from './operator.js';

const flatDims = (call: Call): [number, number] => {
  const dims = call.dims(0);
  const stated = call.int('axis', 1);
  const axis = stated === dims.length ? stated : call.axis(stated, dims.length);
  return [sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis))];
};

const flatten: Operator = {
  kernels: ['Reshape'],
  onHost: (call) => [{ ...call.host(0), dims: flatDims(call) }],
  onDevice: (call) => [call.tf.reshape(call.tensor(0), flatDims(call))],
};

const tile: Operator = {
  kernels: ['Tile'],
  hostInputs: [1],
  onHost(call) {
    const value = call.host(0);
    const strides = stridesOf(value.dims);
    // Each axis twice: the repetitions, which take no step, and the elements.
    const dims = value.dims.flatMap((size, axis) => [call.numbers(1)[axis] ?? 1, size]);
    const tiled = pick(
      value,
      dims,
      strides.flatMap((stride) => [0, stride]),
    );
    return [{ ...tiled, dims: value.dims.map((size, axis) => size * (call.numbers(1)[axis] ?? 1)) }];
  },
  onDevice: (call) => [call.tf.tile(call.tensor(0), [...call.numbers(1)])],
};

const size: Operator = {
  kernels: [],
  alwaysOnHost(call) {
    const data = allocate('int32', 1);
    data[0] = sizeOf(call.dims(0));
    return [{ type: 'int32', dims: [], data }];
  },
};

/** Operators of exports that arrange or count what is there. */
export const REPETITION: Operators = { Flatten: flatten, Size: size, Tile: tile };
