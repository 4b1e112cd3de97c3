import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkGeometry,
  flipLpsRas,
  type Geometry,
  geometryOfLpsAffine,
  geometryOfRasAffine,
  indexToLps,
  lpsAffine,
  lpsToIndex,
  rasAffine,
} from '../../src/index.js';

const value = fc.double({ min: -500, max: 500, noNaN: true });
const vectors = fc.tuple(value, value, value);
const spacing = fc.double({ min: 0.1, max: 10, noNaN: true });
const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });

/** Rotations about z, then x, left-handed in half of the cases. */
const geometries: fc.Arbitrary<Geometry> = fc
  .record({
    origin: vectors,
    spacing: fc.tuple(spacing, spacing, spacing),
    a: angle,
    b: angle,
    hand: fc.constantFrom(1, -1),
  })
  .map(({ origin, spacing, a, b, hand }) => {
    const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
    return {
      origin,
      spacing,
      direction: [ca, -sa * cb, sa * sb * hand, sa, ca * cb, -ca * sb * hand, 0, sb, cb * hand],
    };
  });

const close = (actual: readonly number[], expected: readonly number[], tolerance = 1e-8) => {
  expect(actual).toHaveLength(expected.length);
  for (const [i, number] of actual.entries())
    expect(Math.abs(number - (expected[i] ?? Number.NaN))).toBeLessThan(tolerance);
};

const apply = (affine: readonly number[], [i, j, k]: readonly [number, number, number]) =>
  [0, 4, 8].map((row) => {
    const [a = 0, b = 0, c = 0, d = 0] = affine.slice(row, row + 4);
    return a * i + b * j + c * k + d;
  });

describe('LPS geometry', () => {
  it('brings indices to the patient and back', () => {
    fc.assert(
      fc.property(geometries, vectors, (geometry, index) => {
        close(lpsToIndex(geometry, indexToLps(geometry, index)), index);
      }),
    );
  });

  it('agrees with its affines, RAS being LPS with x and y negated', () => {
    fc.assert(
      fc.property(geometries, vectors, (geometry, index) => {
        const lps = indexToLps(geometry, index);
        close(apply(lpsAffine(geometry), index), lps);
        close(apply(rasAffine(geometry), index), flipLpsRas(lps));
      }),
    );
  });

  it('comes back from its affines', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        for (const back of [
          geometryOfLpsAffine(lpsAffine(geometry)),
          geometryOfRasAffine(rasAffine(geometry)),
        ]) {
          close(back.origin, geometry.origin);
          close(back.spacing, geometry.spacing);
          close(back.direction, geometry.direction);
        }
      }),
    );
  });

  it('changes between LPS and RAS exactly', () => {
    expect(flipLpsRas([0, 0.1, -3])).toEqual([0, -0.1, -3]);
    expect(flipLpsRas(flipLpsRas([1 / 3, -7e-9, 5]))).toEqual([1 / 3, -7e-9, 5]);
  });

  it('puts a known voxel where DICOM does', () => {
    // A sagittal slice: rows run to posterior, columns to inferior.
    const geometry: Geometry = {
      origin: [10, -100, 50],
      spacing: [0.5, 0.5, 3],
      direction: [0, 0, -1, 1, 0, 0, 0, -1, 0],
    };
    expect(indexToLps(geometry, [4, 2, 1])).toEqual([7, -98, 49]);
  });
});

describe('checkGeometry', () => {
  const identity: Geometry = {
    origin: [0, 0, 0],
    spacing: [1, 1, 1],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };

  it('takes what a header rounded, and left-handed directions', () => {
    checkGeometry({ ...identity, direction: [0.9999, 0.0003, 0, 0, 1, 0, 0, 0, -1] });
  });

  it.each<[string, Partial<Geometry>]>([
    ['a direction that is no unit vector', { direction: [2, 0, 0, 0, 1, 0, 0, 0, 1] }],
    ['a sheared volume', { direction: [1, 0, 0.2, 0, 1, 0, 0, 0, Math.sqrt(0.96)] }],
    ['two equal directions', { direction: [1, 1, 0, 0, 0, 0, 0, 0, 1] }],
    ['a spacing of 0', { spacing: [1, 0, 1] }],
    ['an origin that is not a number', { origin: [Number.NaN, 0, 0] }],
    ['a matrix of 8 numbers', { direction: [1, 0, 0, 0, 1, 0, 0, 0] as never }],
  ])('refuses %s', (_, part) => {
    expect(() => checkGeometry({ ...identity, ...part })).toThrow(
      expect.objectContaining({ code: 'IMAGE_INVALID' }),
    );
  });

  it('refuses affines that are not 4 × 4 or collapse an index', () => {
    const invalid = expect.objectContaining({ code: 'IMAGE_INVALID' });
    expect(() => geometryOfLpsAffine([1, 0, 0, 0])).toThrow(invalid);
    expect(() => geometryOfRasAffine([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])).toThrow(invalid);
  });
});
