import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unpackBits } from '../../src/dicom/pixels/samples.js';
import { packBits, packedBytes } from '../../src/dicom-seg/bit-packing.js';

it('the first pixel is the lowest bit, and frames are not aligned to bytes', () => {
  const stream = new Uint8Array(packedBytes(10));
  packBits(Uint8Array.of(1, 0, 0, 1, 0), stream, 0);
  packBits(Uint8Array.of(1, 0, 0, 1, 1), stream, 5);
  expect([...stream]).toEqual([0b00101001, 0b11]);
});

it('frames of any size come back, by the reader and bit by bit', () => {
  const frames = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }))
    .chain(([size, count]) =>
      fc.array(fc.uint8Array({ minLength: size, maxLength: size, max: 2 }), {
        minLength: count,
        maxLength: count,
      }),
    );
  fc.assert(
    fc.property(frames, (masks) => {
      const size = masks[0]?.length ?? 0;
      const stream = new Uint8Array(packedBytes(masks.length * size));
      for (const [i, mask] of masks.entries()) packBits(mask, stream, i * size);
      const expected = masks.flatMap((mask) => Array.from(mask, (value) => (value === 0 ? 0 : 1)));
      expect([...unpackBits(stream, 0, expected.length)]).toEqual(expected);
      for (const [i, value] of expected.entries()) {
        expect(((stream[Math.floor(i / 8)] as number) >> (i % 8)) & 1).toBe(value);
      }
    }),
    { numRuns: 200 },
  );
});
