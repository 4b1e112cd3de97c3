import type { TfLike, TfTensor } from '../tf-like.js';
import type { Call } from './call.js';
import { broadcastDims, sizeOf } from './host-arrays.js';
import type { Operator, Operators } from './operator.js';

/**
 * On wasm a single product is computed seven times as fast as one of a stack, but must be taken out of it. It pays from so
 * many multiplications on for each number that is taken out.
 */
const WORTH_TAKING_OUT = 30;

const multiply: Operator = {
  kernels: ['BatchMatMul', 'GatherV2', 'Concat', 'Reshape', 'Tile'],
  onDevice(call) {
    const { tf } = call;
    const [a, b] = [matrices(call, 0), matrices(call, 1)];
    const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const batch = broadcastDims(batchA, batchB);
    const [m, k] = [a.shape.at(-2) ?? 1, a.shape.at(-1) ?? 1];
    const n = b.shape.at(-1) ?? 1;
    if (b.shape.at(-2) !== k)
      return call.fail(`matrices of dims [${a.shape}] and [${b.shape}] do not multiply`);
    const dims = [
      ...batch,
      ...(call.dims(0).length === 1 ? [] : [m]),
      ...(call.dims(1).length === 1 ? [] : [n]),
    ];
    if (sizeOf(batchB) === 1) {
      // One large product instead of many small ones.
      const rows = tf.reshape(a, [sizeOf(batchA) * m, k]);
      return [tf.reshape(tf.matMul(rows, tf.reshape(b, [k, n])), dims)];
    }
    const stackA = stack(call, a, sizeOf(batchA) === 1 ? [1] : batch);
    const stackB = stack(call, b, batch);
    const areSingle = call.device === 'wasm' && m * n >= WORTH_TAKING_OUT * (m + n);
    return [tf.reshape(areSingle ? oneByOne(tf, stackA, stackB) : tf.matMul(stackA, stackB), dims)];
  },
};

/** An operand as matrices: a vector is a row on the left and a column on the right. */
function matrices(call: Call, index: number): TfTensor {
  const tensor = call.tensor(index);
  if (tensor.shape.length !== 1) return tensor;
  return call.tf.reshape(tensor, index === 0 ? [1, tensor.shape[0] ?? 1] : [tensor.shape[0] ?? 1, 1]);
}

/** Matrices in one row: TensorFlow.js takes either as many on both sides or one. */
function stack({ tf }: Call, x: TfTensor, batch: readonly number[]): TfTensor {
  const [rows, columns] = [x.shape.at(-2) ?? 1, x.shape.at(-1) ?? 1];
  const own = x.shape.slice(0, -2);
  const whole = sizeOf(own) === sizeOf(batch) ? x : tf.broadcastTo(x, [...batch, rows, columns]);
  return tf.reshape(whole, [sizeOf(batch), rows, columns]);
}

function oneByOne(tf: TfLike, a: TfTensor, b: TfTensor): TfTensor {
  const count = b.shape[0] ?? 1;
  const products: TfTensor[] = [];
  for (let index = 0; index < count; index++) {
    const at = tf.tensor(Int32Array.of(index), [1], 'int32');
    // Gathered, for a slice reads all of what it is cut from.
    const [left, right] = [a.shape[0] === 1 ? a : tf.gather(a, at, 0), tf.gather(b, at, 0)];
    products.push(tf.matMul(left, right));
  }
  return tf.concat(products, 0);
}

/** Products of stacks of matrices. */
export const MATMUL: Operators = { MatMul: multiply };
