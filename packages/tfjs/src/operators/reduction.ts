import type { Call } from './call.js';
import { sizeOf } from './host-arrays.js';
import type { Operator, Operators } from './operator.js';
import { type Combination, reducedOnHost } from './reduced-on-host.js';

const reduction = (
  name: 'max' | 'mean' | 'min' | 'prod' | 'sum',
  kernel: string,
  combination: Combination,
): Operator => ({
  kernels: [kernel, 'Reshape'],
  hostInputs: [1],
  onHost: (call) => [
    reducedOnHost(call.host(0), reducedAxes(call), call.int('keepdims', 1) === 1, combination),
  ],
  onDevice: (call) => {
    const axes = reducedAxes(call);
    if (axes.length === 0) return [call.tensor(0)];
    const reduced = call.tf[name](call.tensor(0), axes);
    if (call.int('keepdims', 1) === 0) return [reduced];
    // By itself webgpu does not keep them in a product.
    const kept = call.dims(0).map((size, axis) => (axes.includes(axis) ? 1 : size));
    return [call.tf.reshape(reduced, kept)];
  },
});

/** Those named, or all. */
function reducedAxes(call: Call): number[] {
  const rank = call.dims(0).length;
  const named = call.axes(1, rank) ?? [];
  if (named.length > 0) return [...named];
  return call.int('noop_with_empty_axes', 0) === 1 ? [] : [...Array(rank).keys()];
}

const softmax: Operator = {
  kernels: ['Softmax', 'Transpose', 'Reshape'],
  onDevice(call) {
    const { tf } = call;
    const rank = call.dims(0).length;
    const axis = call.axis(call.int('axis', call.opset < 13 ? 1 : -1), rank);
    if (axis === rank - 1) return [tf.softmax(call.tensor(0), axis)];
    if (call.opset < 13) {
      // Over all axes from one on, as if they were one.
      const dims = [...call.dims(0)];
      const flat = tf.reshape(call.tensor(0), [sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis))]);
      return [tf.reshape(tf.softmax(flat, 1), dims)];
    }
    const swap = [...Array(rank).keys()].with(axis, rank - 1).with(rank - 1, axis);
    return [tf.transpose(tf.softmax(tf.transpose(call.tensor(0), swap), rank - 1), swap)];
  },
};

/** Operators along axes. */
export const REDUCTION: Operators = {
  ReduceMax: reduction('max', 'Max', { first: -Infinity, combine: Math.max }),
  ReduceMean: reduction('mean', 'Mean', {
    first: 0,
    combine: (sum, value) => sum + value,
    finish: (sum, count) => sum / count,
  }),
  ReduceMin: reduction('min', 'Min', { first: Infinity, combine: Math.min }),
  ReduceProd: reduction('prod', 'Prod', { first: 1, combine: (product, value) => product * value }),
  ReduceSum: reduction('sum', 'Sum', { first: 0, combine: (sum, value) => sum + value }),
  Softmax: softmax,
};
