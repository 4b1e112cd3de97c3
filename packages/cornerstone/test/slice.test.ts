import { describe, expect, test } from 'vitest';
import { axisAcross, axisPlane, sliceAt } from '../src/slice/axis-slice.js';
import { geometryOfGrid, isSameGrid, type VoxelGrid } from '../src/slice/grid.js';
import { obliquePlane } from '../src/slice/oblique-plane.js';
import { boxAround, gridOfPlane, isOnSlice, pixelToWorld, worldToPixel } from '../src/slice/plane.js';
import { obliqueNormal, obliqueSeries, type Vector } from './support/series.js';

const series = obliqueSeries('oblique');
const grid: VoxelGrid = {
  dimensions: series.dimensions,
  origin: series.origin,
  spacing: series.spacing,
  direction: series.directions.flat(),
};
const geometry = geometryOfGrid(grid);
const [i, j, k] = series.directions;
const negated = ([x, y, z]: Vector): Vector => [-x, -y, -z];

describe('a view along an index of the volume', () => {
  test('is a slice across that index, from either side', () => {
    expect([i, j, k].map((normal) => axisAcross(geometry, normal))).toEqual([0, 1, 2]);
    expect([i, j, k].map((normal) => axisAcross(geometry, negated(normal)))).toEqual([0, 1, 2]);
    expect(axisAcross(geometry, obliqueNormal(series))).toBeUndefined();
  });

  test('shows the slice of its focal point, wherever on it that is', () => {
    expect(sliceAt(geometry, 2, 24, series.place([3, 30, 17]))).toBe(17);
    expect(sliceAt(geometry, 0, 48, series.place([5.4, 1, 2]))).toBe(5);
    expect(sliceAt(geometry, 2, 24, series.place([3, 30, 24]))).toBeUndefined();
  });

  test('has pixels at the centres of voxels', () => {
    const across = axisPlane(geometry, series.dimensions, 1, 9);
    expect([across.width, across.height]).toEqual([48, 24]);
    expect(pixelToWorld(across, { x: 7, y: 13 })).toEqual(
      series.place([7, 9, 13]).map((v) => expect.closeTo(v, 9)),
    );
    const { x, y } = worldToPixel(across, series.place([7.25, 9, 13.5]));
    expect([x, y]).toEqual([expect.closeTo(7.25, 9), expect.closeTo(13.5, 9)]);
  });
});

describe('an oblique plane', () => {
  const normal = obliqueNormal(series);
  const at = (focalPoint: Vector, way: Vector = normal) =>
    obliquePlane(geometry, series.dimensions, way, focalPoint);

  test('is the same from the other side, and from another place on it', () => {
    const plane = at(series.place([20, 15, 10]));
    const onIt = series
      .place([20, 15, 10])
      .map((value, axis) => value + 5 * (j[axis] ?? 0)) as unknown as Vector;
    expect(at(onIt)).toEqual(plane);
    expect(at(onIt, negated(normal))).toEqual(plane);
  });

  test('has square pixels of the smallest spacing, which come back from the patient', () => {
    const plane = at(series.place([20, 15, 10]));
    if (!plane) throw new Error('no plane');
    expect(plane.geometry.spacing).toEqual([0.8, 0.8, 0.8]);
    const place = worldToPixel(plane, pixelToWorld(plane, { x: 12.5, y: 3 }));
    expect([place.x, place.y]).toEqual([expect.closeTo(12.5, 9), expect.closeTo(3, 9)]);
  });

  test('beside the volume is none', () => {
    expect(at(series.place([200, 15, 200]))).toBeUndefined();
  });
});

describe('places on a slice', () => {
  const plane = axisPlane(geometry, series.dimensions, 2, 0);

  test('reach to the outer edges of its pixels', () => {
    expect([-0.5, -0.51, 47.5, 47.51].map((x) => isOnSlice(plane, { x, y: 0 }))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('make the box around them, cut at the edges', () => {
    const places = [
      { x: 10, y: 12 },
      { x: 14, y: 2 },
      { x: -9, y: 5 },
    ];
    expect(boxAround(plane, places)).toEqual([-0.5, 2, 14, 12]);
    expect(
      boxAround(plane, [
        { x: -3, y: 1 },
        { x: -2, y: 9 },
      ]),
    ).toBeUndefined();
  });

  test('are a grid of one slice', () => {
    expect(isSameGrid(gridOfPlane(plane), { ...grid, dimensions: [48, 36, 1] })).toBe(true);
    expect(isSameGrid(gridOfPlane(plane), grid)).toBe(false);
  });
});
