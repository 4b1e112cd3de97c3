import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16ToFloat32, float32ToFloat16 } from '../src/index.js';

/** The value of a float16 by its definition (IEEE 754, binary16). */
function exactValue(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const sign = bits >> 15 ? -1 : 1;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Finite magnitudes in order: the index is the bit pattern, and 0x7c00 stands for 2^16. */
const MAGNITUDES = Array.from({ length: 0x7c01 }, (_, bits) =>
  bits === 0x7c00 ? 2 ** 16 : exactValue(bits),
);

/** The nearest float16 by search, ties to the even pattern. */
function nearest(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  if (Number.isNaN(value)) return 0x7e00;
  const magnitude = Math.abs(value);
  let [low, high] = [0, 0x7c00];
  if (magnitude >= 2 ** 16) return sign | high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((MAGNITUDES[middle] ?? 0) <= magnitude) low = middle;
    else high = middle;
  }
  const [down, up] = [magnitude - (MAGNITUDES[low] ?? 0), (MAGNITUDES[high] ?? 0) - magnitude];
  return sign | (down < up || (down === up && low % 2 === 0) ? low : high);
}

const convert = (...values: number[]) => [...float32ToFloat16(Float32Array.from(values))];

describe('float16ToFloat32', () => {
  it('gives the exact value of every bit pattern', () => {
    const values = float16ToFloat32(Uint16Array.from({ length: 0x10000 }, (_, bits) => bits));
    const wrong = values.findIndex((value, bits) => !Object.is(value, exactValue(bits)));
    expect(wrong).toBe(-1);
  });
});

describe('float32ToFloat16', () => {
  it('gives back every float16', () => {
    const bits = Uint16Array.from({ length: 0x10000 }, (_, i) => i);
    const again = float32ToFloat16(float16ToFloat32(bits));
    const wrong = bits.findIndex((value, i) => {
      const isNaN16 = (value & 0x7fff) > 0x7c00;
      return again[i] !== (isNaN16 ? 0x7e00 : value) && !(isNaN16 && again[i] === 0xfe00);
    });
    expect(wrong).toBe(-1);
  });

  it('rounds to the nearest, as a search does', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => {
        expect(convert(value)).toEqual([nearest(value)]);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: Math.fround(-7e4), max: Math.fround(7e4) }), (value) => {
        expect(convert(value, value * 2 ** -14)).toEqual([
          nearest(value),
          nearest(Math.fround(value * 2 ** -14)),
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  it('rounds every tie between neighbours to the even one, and its neighbours away from it', () => {
    const ties = Float32Array.from(
      { length: 0x7c00 },
      (_, i) => ((MAGNITUDES[i] ?? 0) + (MAGNITUDES[i + 1] ?? 0)) / 2,
    );
    const bits = new Uint32Array(ties.buffer);
    const even = float32ToFloat16(ties);
    const below = float32ToFloat16(new Float32Array(bits.map((pattern) => pattern - 1).buffer));
    const above = float32ToFloat16(new Float32Array(bits.map((pattern) => pattern + 1).buffer));
    expect(even.findIndex((half, i) => half !== i + (i % 2))).toBe(-1);
    expect(below.findIndex((half, i) => half !== i)).toBe(-1);
    expect(above.findIndex((half, i) => half !== i + 1)).toBe(-1);
  });

  it('overflows to infinity from 65520 on, and keeps signs, infinities and NaN', () => {
    expect(convert(65519.996, 65520, -1e30)).toEqual([0x7bff, 0x7c00, 0xfc00]);
    expect(convert(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0)).toEqual([0x7c00, 0xfc00, 0x8000]);
    expect(convert(Number.NaN).map((half) => half & 0x7fff)).toEqual([0x7e00]);
  });

  it('converts a part of a larger buffer', () => {
    const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    expect([...float32ToFloat16(values)]).toEqual([0x4000, 0x4200]);
  });
});
