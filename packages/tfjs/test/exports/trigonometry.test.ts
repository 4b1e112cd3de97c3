import { expect, test } from 'vitest';
import { preciseCosine, preciseSine } from '../../src/operators/trigonometry.js';
import type { TfLike } from '../../src/tf-like.js';
import { tf } from '../support/tensorflow.js';

const ANGLES = Float32Array.from({ length: 20_001 }, (_, i) => (i - 10_000) / 50);

test.each([
  ['sine', preciseSine, Math.sin],
  ['cosine', preciseCosine, Math.cos],
] as const)(
  'the %s of products and sums is right to 5e-7 for angles of −200 to 200',
  async (_, compute, exact) => {
    await tf.setBackend('wasm');
    const values = await compute(tf as unknown as TfLike, tf.tensor1d(ANGLES)).data();
    const worst = ANGLES.reduce(
      (most, x, i) => Math.max(most, Math.abs((values[i] ?? Number.NaN) - exact(x))),
      0,
    );
    expect(worst).toBeLessThan(5e-7);
  },
);
