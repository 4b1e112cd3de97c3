import type { TfTensor } from '../tf-like.js';
import type { Call } from './call.js';
import type { Operators } from './operator.js';

const times = ({ tf }: Call, tensor: TfTensor, factor: number): TfTensor =>
  factor === 1 ? tensor : tf.mul(tensor, tf.fill([], factor, 'float32'));

/** Matrix products with a bias. */
export const GEMM: Operators = {
  Gemm: {
    kernels: ['BatchMatMul', 'Multiply', 'Add', 'Reshape', 'Fill'],
    onDevice(call) {
      const { tf } = call;
      const [isATransposed, isBTransposed] = [call.int('transA', 0) === 1, call.int('transB', 0) === 1];
      const product = tf.matMul(call.tensor(0), call.tensor(1), isATransposed, isBTransposed);
      const scaled = times(call, product, call.float('alpha', 1));
      return [call.has(2) ? tf.add(scaled, times(call, call.tensor(2), call.float('beta', 1))) : scaled];
    },
  },
};
