import { type Geometry, indexToLps, lpsToIndex } from '@medicosam/core';
import { axisVector, type Triple, type VoxelGrid } from './grid.js';

/**
 * Where the pixels of a slice lie in the patient. x and y of its geometry are the pixel's, z counts along the normal in
 * voxels: what a viewport's camera does (zoom, pan, flip, rotation) is no part of it.
 */
export interface SlicePlane {
  readonly width: number;
  readonly height: number;
  readonly geometry: Geometry;
}

/** A place on a slice, in pixels, centres at integers. */
export interface PixelPlace {
  readonly x: number;
  readonly y: number;
}

/** The pixel at a place of the patient, LPS mm, with fractions. What lies before or behind the slice is projected. */
export function worldToPixel({ geometry }: SlicePlane, world: Triple): PixelPlace {
  const [x, y] = lpsToIndex(geometry, world);
  return { x, y };
}

/** The place in the patient, LPS mm, of a pixel. */
export const pixelToWorld = ({ geometry }: SlicePlane, { x, y }: PixelPlace): Triple =>
  indexToLps(geometry, [x, y, 0]);

/** Whether a place is on the slice, up to the outer edges of its pixels. */
export const isOnSlice = ({ width, height }: SlicePlane, { x, y }: PixelPlace): boolean =>
  x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5;

/**
 * The box around places of a slice, its corners on the slice: what is dragged in a view that is rotated is the box
 * around it. Undefined where nothing of it is on the slice.
 */
export function boxAround(plane: SlicePlane, places: readonly PixelPlace[]) {
  const clamp = (value: number, size: number) => Math.min(Math.max(value, -0.5), size - 0.5);
  const xs = places.map(({ x }) => clamp(x, plane.width));
  const ys = places.map(({ y }) => clamp(y, plane.height));
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
  return box[2] > box[0] && box[3] > box[1] ? box : undefined;
}

/** The slice as a grid of one slice of voxels. */
export const gridOfPlane = ({ width, height, geometry }: SlicePlane): VoxelGrid => ({
  dimensions: [width, height, 1],
  origin: geometry.origin,
  spacing: geometry.spacing,
  direction: ([0, 1, 2] as const).flatMap((axis) => axisVector(geometry, axis)),
});
