import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizeBilinear8 } from '../../src/index.js';
import { type GoldenArray, readGolden, readManifest } from '../fixtures/read-golden.js';

interface Manifest {
  cases: { input: GoldenArray; size: [number, number]; output: GoldenArray }[];
}

const size = fc.integer({ min: 1, max: 40 });

describe('resizeBilinear8', () => {
  it.each(readManifest<Manifest>('resize').cases)(
    'is byte-equal to Pillow from $input.shape to $size',
    ({ input, size: [newHeight, newWidth], output }) => {
      const [height = 0, width = 0, channels = 1] = input.shape;
      const data = new Uint8Array(readGolden(input).buffer);
      const resized = resizeBilinear8(data, width, height, channels, newWidth, newHeight);
      expect(Array.from(resized)).toEqual(Array.from(readGolden(output)));
    },
  );

  it('keeps a constant image constant', () => {
    fc.assert(
      fc.property(size, size, size, size, fc.integer({ min: 0, max: 255 }), (w, h, newW, newH, value) => {
        const resized = resizeBilinear8(new Uint8Array(w * h).fill(value), w, h, 1, newW, newH);
        expect(resized).toHaveLength(newW * newH);
        expect(resized.every((byte) => byte === value)).toBe(true);
      }),
    );
  });

  it('mirrors with its input', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), size, (row, newWidth) => {
        const resized = resizeBilinear8(row, row.length, 1, 1, newWidth, 1);
        const mirrored = resizeBilinear8(row.toReversed(), row.length, 1, 1, newWidth, 1).toReversed();
        // Half up is not symmetric at exact ties, and tap bounds round the same way on both sides.
        expect(resized.every((byte, i) => Math.abs(byte - (mirrored[i] ?? 0)) <= 1)).toBe(true);
      }),
    );
  });

  it('treats interleaved channels as separate images', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 36, maxLength: 36 }),
        size,
        size,
        (data, newWidth, newHeight) => {
          const together = resizeBilinear8(data, 4, 3, 3, newWidth, newHeight);
          for (const channel of [0, 1, 2]) {
            const alone = resizeBilinear8(
              data.filter((_, i) => i % 3 === channel),
              4,
              3,
              1,
              newWidth,
              newHeight,
            );
            expect(together.filter((_, i) => i % 3 === channel)).toEqual(alone);
          }
        },
      ),
    );
  });
});
