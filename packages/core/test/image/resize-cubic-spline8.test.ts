import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizeCubicSpline8 } from '../../src/index.js';
import { readVectors } from '../fixtures/read-vectors.js';

const cases =
  readVectors<{ shape: number[]; side: number; input: number[]; output: number[] }[]>('medsam-resize');

describe('resizeCubicSpline8', () => {
  it.each(cases)('equals scikit-image from $shape to a side of $side', ({ shape, side, input, output }) => {
    const [height = 0, width = 0, channels = 1] = shape;
    const resized = resizeCubicSpline8(Uint8Array.from(input), width, height, channels, side, side);
    expect(resized).toHaveLength(output.length);
    for (const [i, value] of output.entries()) {
      // Vectors are rounded to four digits: next to a whole number either side of the cut is right.
      const isWhole = Math.abs(value - Math.round(value)) < 1e-4;
      expect([Math.trunc(value), ...(isWhole ? [Math.round(value), Math.round(value) - 1] : [])]).toContain(
        resized[i],
      );
    }
  });

  it('keeps a constant image constant', () => {
    const size = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 0, max: 255 }), (width, height, side, value) => {
        const resized = resizeCubicSpline8(
          new Uint8Array(width * height).fill(value),
          width,
          height,
          1,
          side,
          side,
        );
        expect(resized.every((byte) => byte === value)).toBe(true);
      }),
    );
  });
});
