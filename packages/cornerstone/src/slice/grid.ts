import type { Geometry } from '@medicosam/core';

/** Three numbers: x, y, z in millimetres, or i, j, k. */
export type Triple = readonly [number, number, number];

/** A grid of voxels as Cornerstone describes volumes and images; `direction` holds the three unit vectors in turn. */
export interface VoxelGrid {
  readonly dimensions: ArrayLike<number>;
  readonly origin: ArrayLike<number>;
  readonly spacing: ArrayLike<number>;
  readonly direction: ArrayLike<number>;
}

/** Three numbers of an array or a typed array. */
export const triple = (values: ArrayLike<number>, from = 0): Triple => [
  Number(values[from]),
  Number(values[from + 1]),
  Number(values[from + 2]),
];

/** The geometry of a grid: core's directions are columns of a matrix, Cornerstone's stand one after another. */
export function geometryOfGrid({ origin, spacing, direction }: VoxelGrid): Geometry {
  const [i, j, k] = [triple(direction, 0), triple(direction, 3), triple(direction, 6)];
  return {
    origin: triple(origin),
    spacing: triple(spacing),
    direction: [i[0], j[0], k[0], i[1], j[1], k[1], i[2], j[2], k[2]],
  };
}

/** The unit vector along which an index of a geometry grows. */
export const axisVector = ({ direction }: Geometry, axis: 0 | 1 | 2): Triple => [
  direction[axis],
  direction[(axis + 3) as 3 | 4 | 5],
  direction[(axis + 6) as 6 | 7 | 8],
];

/** Whether two grids have the same voxels at the same places, within a thousandth of a millimetre and of a cosine. */
export function isSameGrid(a: VoxelGrid, b: VoxelGrid): boolean {
  const isNear = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).every((value, index) => Math.abs(value - Number(y[index])) < 1e-3);
  return (
    isNear(a.dimensions, b.dimensions) &&
    isNear(a.origin, b.origin) &&
    isNear(a.spacing, b.spacing) &&
    isNear(a.direction, b.direction)
  );
}

export const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
