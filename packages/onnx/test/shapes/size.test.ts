import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSizes,
  divideExactly,
  equalSizes,
  floorDivide,
  formatSize,
  freeSize,
  leastSize,
  multiplySizes,
  productOfSizes,
  type Size,
  subtractSizes,
} from '../../src/shapes/size.js';
import { evaluateSize } from '../support/evaluate-size.js';

const NUMBERS = { n: 3, p: 7, k: 2 };
const evaluate = (size: Size) => evaluateSize(formatSize(size), NUMBERS);

const monomial = fc
  .tuple(fc.integer({ min: -4, max: 4 }), fc.subarray(Object.keys(NUMBERS)))
  .map(([factor, names]) => productOfSizes([factor, ...names.map(freeSize)]));
const size = fc.array(monomial, { maxLength: 3 }).map((terms) => terms.reduce(addSizes, 0));

describe('sizes', () => {
  it('compute as numbers do', () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [x = Number.NaN, y = Number.NaN] = [evaluate(a), evaluate(b)];
        expect(evaluate(addSizes(a, b))).toBe(x + y);
        expect(evaluate(subtractSizes(a, b))).toBe(x - y);
        expect(evaluate(multiplySizes(a, b))).toBe(x * y || 0);
      }),
    );
  });

  it('divide to a quotient that is exact, or to none', () => {
    fc.assert(
      fc.property(size, size, monomial, (a, b, c) => {
        const [x = 0, y = 0] = [evaluate(multiplySizes(a, b)), evaluate(multiplySizes(b, c))];
        const quotient = divideExactly([a, b], [b, c]);
        if (quotient !== undefined) expect((evaluate(quotient) ?? 0) * y || 0).toBe(x);
        if (c !== 0) expect(equalSizes(divideExactly([multiplySizes(a, c)], [c]), a)).toBe(true);
      }),
    );
  });

  it('divide downwards', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 5 }), (a, n) => {
        const quotient = evaluate(floorDivide(a, n));
        if (quotient !== undefined) expect(quotient).toBe(Math.floor((evaluate(a) ?? 0) / n));
      }),
    );
    expect(formatSize(floorDivide(addSizes(multiplySizes(freeSize('n'), 4), 3), 2))).toBe('2*n + 1');
    expect(floorDivide(freeSize('n'), 2)).toBeUndefined();
  });

  it('read the same whatever the order they came in', () => {
    const [n, p] = [freeSize('n'), freeSize('p')];
    const one = addSizes(5, addSizes(multiplySizes(p, n), multiplySizes(n, -2)));
    const other = addSizes(multiplySizes(-2, n), addSizes(multiplySizes(n, p), 5));
    expect(formatSize(one)).toBe('n*p - 2*n + 5');
    expect(formatSize(other)).toBe('n*p - 2*n + 5');
    expect(equalSizes(one, other)).toBe(true);
  });

  it('are never less than their least, for free sizes from 1 on', () => {
    fc.assert(
      fc.property(size, (a) => {
        expect(leastSize(a)).toBeLessThanOrEqual(evaluate(a) ?? Number.NaN);
      }),
    );
  });

  it('are unknown where one is, or where numbers are not exact', () => {
    expect(addSizes(undefined, 1)).toBeUndefined();
    expect(multiplySizes(undefined, 0)).toBe(0);
    expect(multiplySizes(2 ** 40, 2 ** 40)).toBeUndefined();
    expect(equalSizes(undefined, undefined)).toBe(false);
  });
});
