import { beforeAll, describe, expect, test } from 'vitest';
import { tfjs } from '../src/index.js';
import { host, microGraph } from './support/micro-graph.js';
import { tf } from './support/tensorflow.js';

type Dims = readonly number[];
const product = (dims: Dims): number => dims.reduce((a, b) => a * b, 1);
const values = (dims: Dims, seed: number): number[] =>
  Array.from({ length: product(dims) }, (_, i) => Math.sin(seed + i * 1.7));

/** Which matrix of an operand belongs to one of the result. */
function matrixOf(index: number, batch: Dims, own: Dims): number {
  let [rest, at, stride] = [index, 0, 1];
  for (let back = 1; back <= batch.length; back++) {
    const size = batch.at(-back) ?? 1;
    const here = own.at(-back) ?? 1;
    if (here !== 1) at += (rest % size) * stride;
    stride *= here;
    rest = Math.floor(rest / size);
  }
  return at;
}

/** Row by column, in double precision. */
function plain(a: number[], dimsA: Dims, b: number[], dimsB: Dims, batch: Dims): number[] {
  const [m = 1, k = 1] = dimsA.slice(-2);
  const n = dimsB.at(-1) ?? 1;
  return Array.from({ length: product(batch) * m * n }, (_, index) => {
    const matrix = Math.floor(index / (m * n));
    const startA =
      matrixOf(matrix, batch, dimsA.slice(0, -2)) * m * k + Math.floor((index % (m * n)) / n) * k;
    const startB = matrixOf(matrix, batch, dimsB.slice(0, -2)) * k * n + (index % n);
    let sum = 0;
    for (let i = 0; i < k; i++) sum += (a[startA + i] ?? NaN) * (b[startB + i * n] ?? NaN);
    return sum;
  });
}

describe.each(['cpu', 'wasm'] as const)(
  'stacks of matrices large enough to be taken out one by one, on %s',
  (device) => {
    beforeAll(() => tf.setBackend(device));

    test.each<{ a: Dims; b: Dims; batch: Dims }>([
      { a: [2, 3, 80, 12], b: [2, 3, 12, 90], batch: [2, 3] },
      { a: [80, 12], b: [3, 12, 90], batch: [3] },
      { a: [3, 80, 12], b: [1, 12, 90], batch: [3] },
      { a: [2, 1, 80, 12], b: [1, 3, 12, 90], batch: [2, 3] },
    ])('multiply as row by column: $a × $b', async ({ a, b, batch }) => {
      const source = microGraph((graph) => {
        const [left, right] = [graph.input('a', 'float32', a), graph.input('b', 'float32', b)];
        graph.output('y', graph.node('MatMul', [left, right]), 'float32', [...batch, 80, 90]);
      });
      const runner = await tfjs({ tf }).open(source, { device });
      const [valuesA, valuesB] = [values(a, 1), values(b, 2)];
      const { y } = await runner.run({ a: host('float32', a, valuesA), b: host('float32', b, valuesB) });
      expect(y?.dims).toEqual([...batch, 80, 90]);
      const expected = plain(valuesA, a, valuesB, b, batch);
      const actual = Array.from((await y?.read()) ?? []);
      expect(actual).toHaveLength(expected.length);
      const worst = actual.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))),
        0,
      );
      expect(worst).toBeLessThan(1e-5);
      await runner.dispose();
    });
  },
);
