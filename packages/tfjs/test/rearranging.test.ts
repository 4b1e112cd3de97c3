import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transposed } from '../src/operators/transposed.js';
import type { TfLike, TfTensor } from '../src/tf-like.js';
import { tf } from './support/tensorflow.js';

/** The values in their new order, one by one. */
function plain(dims: readonly number[], perm: readonly number[]): number[] {
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((a, b) => a * b, 1));
  const size = dims.reduce((a, b) => a * b, 1);
  const target = perm.map((axis) => dims[axis] ?? 1);
  return Array.from({ length: size }, (_, index) => {
    let [rest, from] = [index, 0];
    for (let axis = target.length - 1; axis >= 0; axis--) {
      const dim = target[axis] ?? 1;
      from += (rest % dim) * (strides[perm[axis] ?? 0] ?? 0);
      rest = Math.floor(rest / dim);
    }
    return from;
  });
}

const arrangement = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }).chain((dims) =>
  fc.record({
    dims: fc.constant(dims),
    perm: fc.shuffledSubarray([...dims.keys()], { minLength: dims.length }),
  }),
);

describe.each(['cpu', 'wasm'])('axes are put in another order on %s', (device) => {
  test('as one by one, of up to eight', async () => {
    await tf.setBackend(device);
    const before = tf.memory().numTensors;
    fc.assert(
      fc.property(arrangement, ({ dims, perm }) => {
        const size = dims.reduce((a, b) => a * b, 1);
        tf.tidy(() => {
          const x = tf.tensor(
            Float32Array.from({ length: size }, (_, i) => i),
            dims,
          );
          const result = transposed({ tf: tf as unknown as TfLike, device }, x as TfTensor, perm);
          expect(result.shape).toEqual(perm.map((axis) => dims[axis]));
          expect(Array.from((result as unknown as typeof x).dataSync())).toEqual(plain(dims, perm));
        });
      }),
      { numRuns: 60 },
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
