import type { TfLike, TfTensor } from '../tf-like.js';
import type { Call } from './call.js';
import type { Operators } from './operator.js';

const KERNELS = ['Mean', 'Sub', 'Square', 'Add', 'Sqrt', 'RealDiv', 'Multiply', 'Reshape', 'Fill'];
const EPSILON = 1e-5;

/** (x − mean) / sqrt(variance + epsilon), both over the axes; the variance around the mean, in two passes. */
function standardize(tf: TfLike, x: TfTensor, axes: number[], epsilon: number): TfTensor {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  const variance = tf.mean(tf.square(centred), axes, true);
  return tf.div(centred, deviation(tf, variance, epsilon));
}

const deviation = (tf: TfLike, variance: TfTensor, epsilon: number): TfTensor =>
  tf.sqrt(tf.add(variance, tf.fill([], epsilon, 'float32')));

/** A vector over the channels of [n, c, …], in a shape that broadcasts. */
const alongChannels = ({ tf }: Call, vector: TfTensor, rank: number): TfTensor =>
  tf.reshape(vector, [-1, ...new Array<number>(rank - 2).fill(1)]);

const from = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, index) => start + index);

/** Operators that standardize. */
export const NORMALIZATION: Operators = {
  LayerNormalization: {
    kernels: KERNELS,
    refuses: ({ outputs }) =>
      outputs.slice(1).some((name) => name !== '') ? 'gives mean and deviation too' : undefined,
    onDevice(call) {
      const { tf } = call;
      const rank = call.dims(0).length;
      const axes = from(call.axis(call.int('axis', -1), rank), rank);
      const normal = standardize(tf, call.tensor(0), axes, call.float('epsilon', EPSILON));
      const scaled = tf.mul(normal, call.tensor(1));
      return [call.has(2) ? tf.add(scaled, call.tensor(2)) : scaled];
    },
  },
  InstanceNormalization: {
    kernels: KERNELS,
    onDevice(call) {
      const { tf } = call;
      const rank = call.dims(0).length;
      const normal = standardize(tf, call.tensor(0), from(2, rank), call.float('epsilon', EPSILON));
      const scaled = tf.mul(normal, alongChannels(call, call.tensor(1), rank));
      return [tf.add(scaled, alongChannels(call, call.tensor(2), rank))];
    },
  },
  BatchNormalization: {
    kernels: ['Sub', 'Add', 'Sqrt', 'RealDiv', 'Multiply', 'Reshape', 'Fill'],
    refuses: (node) => (node.outputs.length > 1 ? 'is one for training' : undefined),
    onDevice(call) {
      const { tf } = call;
      const rank = call.dims(0).length;
      const [scale, bias, mean, variance] = [1, 2, 3, 4].map((index) =>
        alongChannels(call, call.tensor(index), rank),
      ) as [TfTensor, TfTensor, TfTensor, TfTensor];
      const factor = tf.div(scale, deviation(tf, variance, call.float('epsilon', EPSILON)));
      return [tf.add(tf.mul(tf.sub(call.tensor(0), mean), factor), bias)];
    },
  },
};
