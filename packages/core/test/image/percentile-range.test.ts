import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentileRange } from '../../src/image/percentile-range.js';
import { checkImage, type PixelData } from '../../src/index.js';

/** By the definition: a full sort. */
function bySorting(values: number[], p: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const position = (p / 100) * (sorted.length - 1);
  const k = Math.floor(position);
  const value = sorted[k] ?? Number.NaN;
  return value + (position - k) * ((sorted[k + 1] ?? value) - value);
}

const low = fc.double({ min: 0, max: 50, noNaN: true });
const high = fc.double({ min: 50, max: 100, noNaN: true });
const slope = fc.constantFrom(1, -2, 0.5, -0.25);

describe('percentileRange', () => {
  it.each<[string, (values: number[]) => PixelData]>([
    ['Uint8Array', (values) => Uint8Array.from(values)],
    ['Int8Array', (values) => Int8Array.from(values)],
    ['Uint16Array', (values) => Uint16Array.from(values)],
    ['Int16Array', (values) => Int16Array.from(values)],
    ['Int32Array', (values) => Int32Array.from(values)],
    ['Float32Array', (values) => Float32Array.from(values)],
    ['Float64Array', (values) => Float64Array.from(values)],
  ])('is exact on %s, rescaled either way', (_, make) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -70_000, max: 70_000 }), { minLength: 1, maxLength: 200 }),
        low,
        high,
        slope,
        (values, lo, hi, factor) => {
          const data = make(values);
          const image = checkImage({
            data,
            width: values.length,
            height: 1,
            rescale: { slope: factor, intercept: 3 },
          });
          const real = Array.from(data, (stored) => stored * factor + 3);
          expect(percentileRange(image, lo, hi)).toEqual({
            lo: bySorting(real, lo),
            hi: bySorting(real, hi),
          });
        },
      ),
    );
  });

  it('counts finite values only', () => {
    const data = Float32Array.from([Number.NaN, 1, Infinity, 3, -Infinity, 5]);
    expect(percentileRange(checkImage({ data, width: 6, height: 1 }), 0, 75)).toEqual({ lo: 1, hi: 4 });
  });

  it('is undefined where none is finite', () => {
    const data = Float32Array.from([Number.NaN]);
    expect(percentileRange(checkImage({ data, width: 1, height: 1 }), 0, 100)).toBeUndefined();
  });

  it('stays fast on a million sorted, constant and alternating floats', () => {
    const size = 1_000_000;
    for (const value of [
      (i: number) => i,
      () => 3,
      (i: number) => i % 2,
      (i: number) => Math.min(i, size - i),
    ]) {
      const data = Float32Array.from({ length: size }, (_, i) => value(i));
      const image = checkImage({ data, width: 1000, height: 1000 });
      const start = performance.now();
      expect(percentileRange(image, 0, 100)).toEqual({
        lo: value(0),
        hi: data.reduce((a, b) => Math.max(a, b)),
      });
      percentileRange(image, 1, 99);
      // Tens of milliseconds; quadratic selection would take hours.
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });
});
