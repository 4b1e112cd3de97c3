import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantiseColumns } from '../../src/quantise/quantise-columns.js';

const NAME = 'encoder/block0/mlp/lin1/weight';

/** What a quantised matrix stands for. */
function restored({ values, scales }: ReturnType<typeof quantiseColumns>): number[] {
  return Array.from(values, (value, i) => value * (scales[i % scales.length] ?? Number.NaN));
}

describe('quantiseColumns', () => {
  test('gives each column a scale of its own, its largest value the last step', () => {
    const { values, scales } = quantiseColumns(NAME, Float32Array.of(1, -200, 0.5, 100, -0.25, 0), 2);
    expect([...values]).toEqual([127, -127, 64, 64, -32, 0]);
    expect([...scales]).toEqual([Math.fround(1 / 127), Math.fround(200 / 127)]);
  });

  test('is off by half a step at most, whatever the numbers', () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(number, { minLength: 1, maxLength: 40 }),
        (columns, all) => {
          const matrix = Float32Array.from(all.slice(0, all.length - (all.length % columns)));
          const quantised = quantiseColumns(NAME, matrix, columns);
          for (const [i, value] of restored(quantised).entries()) {
            const step = quantised.scales[i % columns] ?? 0;
            const size = Math.abs(matrix[i] ?? 0);
            // Numbers below float32's normal ones are taken for zero.
            const allowed = size < 127 * 2 ** -126 ? size : step * 0.5001;
            expect(Math.abs(value - (matrix[i] ?? Number.NaN))).toBeLessThanOrEqual(allowed);
          }
          expect(Math.min(...quantised.values, 0)).toBeGreaterThanOrEqual(-127);
        },
      ),
    );
  });

  test('makes zeros of a column of zeros, with a scale that divides nothing by zero', () => {
    const { values, scales } = quantiseColumns(NAME, Float32Array.of(0, 3, -0, -3), 2);
    expect([...values]).toEqual([0, 127, 0, -127]);
    expect([...scales]).toEqual([1, Math.fround(3 / 127)]);
  });

  test('makes zeros of a column that no product shows', () => {
    const { values, scales } = quantiseColumns(NAME, Float32Array.of(1e-40, 1, -1e-45, 1), 2);
    expect([...values]).toEqual([0, 127, 0, 127]);
    expect(scales[0]).toBe(1);
  });

  test('holds the largest numbers of float32', () => {
    const largest = 3.4028234663852886e38;
    const quantised = quantiseColumns(NAME, Float32Array.of(largest, -largest / 2), 1);
    expect([...quantised.values]).toEqual([127, -63]);
    expect(restored(quantised).every(Number.isFinite)).toBe(true);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %d, naming the weight',
    (wrong) => {
      expect(() => quantiseColumns(NAME, Float32Array.of(1, wrong), 1)).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(NAME) }),
      );
    },
  );
});
