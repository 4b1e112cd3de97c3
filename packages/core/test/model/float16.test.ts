import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromFloat16, toFloat16 } from '../../src/model/float16.js';

test('every half float survives the way to float32 and back', () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0,
  );
  expect(toFloat16(fromFloat16(halves))).toEqual(halves);
});

test('a float32 becomes the nearest half, ties to even', () => {
  const spacing = (value: number) => 2 ** Math.max(Math.floor(Math.log2(Math.abs(value) || 1e-30)) - 10, -24);
  fc.assert(
    fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
      const [half = Number.NaN] = fromFloat16(toFloat16(Float32Array.of(value)));
      expect(Math.abs(half - value)).toBeLessThanOrEqual(spacing(value) / 2);
    }),
    { numRuns: 5000 },
  );
  expect(Array.from(fromFloat16(toFloat16(Float32Array.of(2049, 2051, 2 ** -25, 3 * 2 ** -25))))).toEqual([
    2048,
    2052,
    0,
    2 ** -23,
  ]);
});

test('what is too large becomes infinite, and NaN stays NaN', () => {
  const given = Float32Array.of(65519, 65520, -1e30, Number.POSITIVE_INFINITY, Number.NaN);
  expect(Array.from(fromFloat16(toFloat16(given)))).toEqual([
    65504,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});
