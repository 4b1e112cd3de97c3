import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTransform, type ImageTransform, upsampleLogits } from '../../src/index.js';
import { type GoldenArray, readGolden, readManifest } from '../fixtures/read-golden.js';

interface Manifest {
  postprocess: {
    img_size: number;
    input_size: [number, number];
    original: [number, number];
    low_res: GoldenArray;
    result: GoldenArray;
  }[];
}

describe('upsampleLogits', () => {
  it.each(readManifest<Manifest>('ops').postprocess)(
    'equals PyTorch’s two steps for an image of $original',
    ({ img_size: side, input_size, original, low_res, result }) => {
      const transform: ImageTransform = {
        original: { width: original[1], height: original[0] },
        input: { width: input_size[1], height: input_size[0] },
        side,
        preprocess: 'sam',
      };
      const [, masks = 0, height = 0, width = 0] = low_res.shape;
      const low = new Float32Array(readGolden(low_res).buffer);
      const expected = readGolden(result);
      const pixels = original[0] * original[1];
      const out = new Float32Array(pixels);
      let [largest, difference] = [0, 0];
      for (let mask = 0; mask < masks; mask++) {
        const one = low.subarray(mask * height * width, (mask + 1) * height * width);
        expect(upsampleLogits(one, height, width, transform, out)).toBe(out);
        for (let i = 0; i < pixels; i++) {
          const want = expected[mask * pixels + i] as number;
          largest = Math.max(largest, Math.abs(want));
          difference = Math.max(difference, Math.abs(want - (out[i] as number)));
        }
      }
      // Composed weights round once where PyTorch rounds after each step.
      expect(difference).toBeLessThan(2e-6 * largest);
      expect(largest).toBeGreaterThan(0.5);
    },
  );

  /** One bilinear step along an axis, as PyTorch defines it, of a matrix of rows. */
  const stretch = (rows: number[][], to: number): number[][] =>
    Array.from({ length: to }, (_, at) => {
      const source = Math.max(0, (at + 0.5) * (rows.length / to) - 0.5);
      const first = Math.min(Math.floor(source), rows.length - 1);
      const second = Math.min(first + 1, rows.length - 1);
      const weight = source - first;
      return (rows[first] ?? []).map((value, i) => value * (1 - weight) + (rows[second]?.[i] ?? 0) * weight);
    });
  const transpose = (rows: number[][]) => (rows[0] ?? []).map((_, i) => rows.map((row) => row[i] ?? 0));
  const resize = (rows: number[][], width: number, height: number) =>
    transpose(stretch(transpose(stretch(rows, height)), width));

  const logits = (length: number) =>
    fc.float32Array({ minLength: length, maxLength: length, min: -30, max: 30, noNaN: true });
  const size = fc.integer({ min: 1, max: 70 });
  const toRows = (values: Float32Array, width: number, height: number) =>
    Array.from({ length: height }, (_, y) => Array.from(values.subarray(y * width, (y + 1) * width)));

  it('equals the two steps done one after the other, at any proportions', () => {
    const lowSizes = fc.constantFrom(1, 2, 4, 8, 40);
    fc.assert(
      fc.property(
        lowSizes.chain((low) => fc.tuple(fc.constant(low), logits(low * low))),
        size,
        size,
        ([low, values], width, height) => {
          fc.pre(Math.min(width, height) / Math.max(width, height) >= 1 / 60);
          const transform = createTransform(width, height, 32, 'sam');
          const square = resize(toRows(values, low, low), 32, 32);
          const cropped = square
            .slice(0, transform.input.height)
            .map((row) => row.slice(0, transform.input.width));
          const expected = resize(cropped, width, height).flat();
          const upsampled = upsampleLogits(values, low, low, transform);
          expect(upsampled).toHaveLength(width * height);
          const differences = expected.map((value, i) => Math.abs((upsampled[i] ?? Number.NaN) - value));
          expect(Math.max(...differences)).toBeLessThan(5e-5);
        },
      ),
    );
  });

  it('of MedSAM’s pipeline thresholds at 0 where its probabilities are at one half', () => {
    fc.assert(
      fc.property(logits(64), size, size, (values, width, height) => {
        const transform = createTransform(width, height, 32, 'medsam');
        const probabilities = resize(
          toRows(values, 8, 8).map((row) => row.map((value) => 1 / (1 + Math.exp(-value)))),
          width,
          height,
        ).flat();
        const upsampled = upsampleLogits(values, 8, 8, transform);
        const wrong = probabilities.filter((probability, i) => {
          const logit = upsampled[i] ?? Number.NaN;
          const isNear = Math.abs(1 / (1 + Math.exp(-logit)) - probability) < 1e-6;
          const isUndecided = Math.abs(probability - 0.5) <= 1e-6;
          return !isNear || !(isUndecided || logit > 0 === probability > 0.5);
        });
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('leaves what lies behind the image in a longer array alone', () => {
    const out = new Float32Array(20).fill(7);
    upsampleLogits(new Float32Array(16), 4, 4, createTransform(4, 4, 16, 'sam'), out);
    expect(Array.from(out)).toEqual([...Array<number>(16).fill(0), 7, 7, 7, 7]);
  });

  it('refuses arrays of the wrong length', () => {
    const transform = createTransform(4, 4, 16, 'sam');
    const mismatch = expect.objectContaining({ code: 'SHAPE_MISMATCH' });
    expect(() => upsampleLogits(new Float32Array(15), 4, 4, transform)).toThrow(mismatch);
    expect(() => upsampleLogits(new Float32Array(16), 4, 4, transform, new Float32Array(15))).toThrow(
      mismatch,
    );
  });
});
