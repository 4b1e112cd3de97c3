import { type Geometry, indexToLps, lpsToIndex } from '@medicosam/core';
import { axisVector, dot, type Triple } from './grid.js';
import type { SlicePlane } from './plane.js';

/** An index of a volume: 0 columns, 1 rows, 2 slices. */
export type Axis = 0 | 1 | 2;

/** Which indices of the volume are x and y of a slice across an axis; the same as `sliceVolume` of core. */
export const PIXEL_AXES = {
  0: [1, 2],
  1: [0, 2],
  2: [0, 1],
} as const satisfies Record<Axis, readonly [Axis, Axis]>;

/** Below this angle off an axis (0.8°) a view's slice is one of the volume's own. */
const PARALLEL = 0.9999;

/** The index that a view across `normal` is a slice of; undefined of an oblique view. */
export function axisAcross(geometry: Geometry, normal: Triple): Axis | undefined {
  const axes: readonly Axis[] = [2, 1, 0];
  return axes.find((axis) => Math.abs(dot(axisVector(geometry, axis), normal)) > PARALLEL);
}

/**
 * Which slice of a volume a view shows. Counted from its focal point: what a viewport calls its slice index counts the
 * other way where it looks from the other side.
 *
 * @returns undefined where the focal point is outside of the volume.
 */
export function sliceAt(
  geometry: Geometry,
  axis: Axis,
  count: number,
  focalPoint: Triple,
): number | undefined {
  const index = Math.round(lpsToIndex(geometry, focalPoint)[axis]);
  return index >= 0 && index < count ? index : undefined;
}

/** The plane of a volume's own slice. */
export function axisPlane(geometry: Geometry, dimensions: Triple, axis: Axis, index: number): SlicePlane {
  const [x, y] = PIXEL_AXES[axis];
  const start: [number, number, number] = [0, 0, 0];
  start[axis] = index;
  const [u, v, n] = [axisVector(geometry, x), axisVector(geometry, y), axisVector(geometry, axis)];
  return {
    width: dimensions[x],
    height: dimensions[y],
    geometry: {
      origin: indexToLps(geometry, start),
      spacing: [geometry.spacing[x], geometry.spacing[y], geometry.spacing[axis]],
      direction: [u[0], v[0], n[0], u[1], v[1], n[1], u[2], v[2], n[2]],
    },
  };
}
