import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressRle, decodeRle, decompressRle, encodeRle } from '../../src/index.js';
import { masks } from '../fixtures/masks.js';
import { readVectors } from '../fixtures/read-vectors.js';

const vectors =
  readVectors<{ name: string; size: [number, number]; counts: number[]; compressed: string; area: number }[]>(
    'rle',
  );

describe('run lengths', () => {
  it.each(vectors)('are pycocotools’s for a mask called $name', ({ size, counts, compressed, area }) => {
    const mask = decodeRle({ size, counts });
    expect(mask.bits.reduce((sum, bit) => sum + bit, 0)).toBe(area);
    expect(encodeRle(mask)).toEqual({ size, counts });
    expect(compressRle({ size, counts })).toEqual({ size, counts: compressed });
    expect(decompressRle({ size, counts: compressed })).toEqual({ size, counts });
  });

  it('give the mask back', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        const rle = encodeRle(mask);
        expect(decodeRle(rle)).toEqual(mask);
        expect(decompressRle(compressRle(rle))).toEqual(rle);
      }),
    );
  });

  it('run down the columns, zeros first', () => {
    const mask = { bits: Uint8Array.from([1, 0, 0, 1, 1, 1]), width: 3, height: 2 };
    expect(encodeRle(mask).counts).toEqual([0, 2, 1, 1, 1, 1]);
  });

  it('take any byte but 0 for inside', () => {
    expect(encodeRle({ bits: Uint8Array.from([0, 255, 1]), width: 1, height: 3 }).counts).toEqual([1, 2]);
  });

  it('compress counts above 2^31', () => {
    const rle = { size: [65536, 65536] as const, counts: [2 ** 31 + 5, 1, 2 ** 31 - 6] };
    expect(decompressRle(compressRle(rle), 2 ** 33)).toEqual(rle);
  });
});

describe('damaged run lengths', () => {
  const invalid = expect.objectContaining({ code: 'FORMAT_INVALID' });

  it.each<[string, readonly [number, number], number[]]>([
    ['add up to less', [2, 3], [5]],
    ['add up to more', [2, 3], [5, 2]],
    ['hold a negative count', [2, 3], [7, -1]],
    ['hold a fraction', [2, 3], [2.5, 3.5]],
    ['hold no number', [2, 3], [Number.NaN, 6]],
    ['have a negative size', [-2, -3], [6]],
    ['have a fractional size', [1.5, 4], [6]],
    ['claim more pixels than allowed', [2 ** 20, 2 ** 20], [2 ** 40]],
  ])('that %s are refused', (_, size, counts) => {
    expect(() => decodeRle({ size, counts })).toThrow(invalid);
  });

  it.each([
    ['end within a count', 'P'],
    ['hold a character below "0"', '/'],
    ['hold a character above "o"', 'p'],
    ['hold a count without end', 'PPPPPPPPPPPPPP0'],
    ['hold a negative count', 'O'],
  ])('that %s are refused', (_, counts) => {
    expect(() => decompressRle({ size: [2, 3], counts })).toThrow(invalid);
  });

  it('never lead to anything but a mask of the size or FORMAT_INVALID', () => {
    const text = fc.string({
      unit: fc.integer({ min: 47, max: 112 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(text, (counts) => {
        try {
          expect(decodeRle(decompressRle({ size: [4, 5], counts })).bits).toHaveLength(20);
        } catch (error) {
          expect(error).toEqual(invalid);
        }
      }),
    );
  });
});
