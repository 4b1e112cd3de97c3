import { type BinaryMask, type Box, type Geometry, indexToLps, lpsToIndex } from '@medicosam/core';
import { type Axis, PIXEL_AXES } from '../slice/axis-slice.js';
import {
  axisVector,
  dot,
  geometryOfGrid,
  isSameGrid,
  type Triple,
  triple,
  type VoxelGrid,
} from '../slice/grid.js';
import { nearestAxis } from '../slice/oblique-plane.js';
import { pixelToWorld, type SlicePlane, worldToPixel } from '../slice/plane.js';
import type { ViewedSlice } from '../slice/viewed-slice.js';

/** Takes a voxel of the mask. */
export type VisitVoxel = (i: number, j: number, k: number) => void;

/** A mask and the box around it, which need not be tight. */
export interface MaskInBox {
  readonly mask: BinaryMask;
  readonly box: Box;
}

/** The voxels of a labelmap that a mask on a slice covers; the mask has the slice's size. */
export function visitMaskVoxels(
  slice: ViewedSlice,
  covered: MaskInBox,
  labelmap: VoxelGrid,
  visit: VisitVoxel,
): void {
  if (slice.cut && isSameGrid(slice.grid, labelmap)) visitOwnVoxels(covered, slice.cut, visit);
  else visitCutVoxels(slice.plane, covered, labelmap, visit);
}

/** A pixel of a volume's own slice is a voxel. */
function visitOwnVoxels(
  { mask, box }: MaskInBox,
  cut: { axis: Axis; index: number },
  visit: VisitVoxel,
): void {
  const [u, v] = PIXEL_AXES[cut.axis];
  const voxel: [number, number, number] = [0, 0, 0];
  voxel[cut.axis] = cut.index;
  for (let y = box[1]; y < box[3]; y++) {
    for (let x = box[0]; x < box[2]; x++) {
      if (!mask.bits[y * mask.width + x]) continue;
      voxel[u] = x;
      voxel[v] = y;
      visit(...voxel);
    }
  }
}

/** The first and last index of a grid around the corners of a mask's box. */
function boundsOf(plane: SlicePlane, box: Box, geometry: Geometry, dimensions: Triple) {
  const corners = [
    { x: box[0] - 1, y: box[1] - 1 },
    { x: box[2], y: box[1] - 1 },
    { x: box[0] - 1, y: box[3] },
    { x: box[2], y: box[3] },
  ].map((place) => lpsToIndex(geometry, pixelToWorld(plane, place)));
  const along = (axis: Axis) => {
    const values = corners.map((corner) => corner[axis]);
    const first = Math.max(0, Math.floor(Math.min(...values)) - 1);
    return [first, Math.min(dimensions[axis] - 1, Math.ceil(Math.max(...values)) + 1)] as const;
  };
  return [along(0), along(1), along(2)] as const;
}

/**
 * The voxels that an oblique cut goes through, or a slice of another grid: those whose centre is within half a voxel of
 * the plane, looked up at the pixel they are nearest to. Going from voxels to pixels leaves no holes, however pixels
 * and voxels compare in size.
 */
function visitCutVoxels(
  plane: SlicePlane,
  { mask, box }: MaskInBox,
  labelmap: VoxelGrid,
  visit: VisitVoxel,
): void {
  const geometry = geometryOfGrid(labelmap);
  const dimensions = triple(labelmap.dimensions);
  const normal = axisVector(plane.geometry, 2);
  /** How far the plane is per step of each index, mm. */
  const steps = ([0, 1, 2] as const).map(
    (axis) => dot(axisVector(geometry, axis), normal) * geometry.spacing[axis],
  ) as [number, number, number];
  const half = steps.reduce((extent, step) => extent + Math.abs(step), 0) / 2;
  const start = dot(geometry.origin, normal) - dot(plane.geometry.origin, normal);
  const main = nearestAxis(geometry, normal);
  const [u, v] = PIXEL_AXES[main];
  const bounds = boundsOf(plane, box, geometry, dimensions);
  const voxel: [number, number, number] = [0, 0, 0];
  const test = () => {
    const place = worldToPixel(plane, indexToLps(geometry, voxel));
    const [x, y] = [Math.round(place.x), Math.round(place.y)];
    if (x < 0 || y < 0 || x >= mask.width || y >= mask.height) return;
    if (mask.bits[y * mask.width + x]) visit(...voxel);
  };
  for (let a = bounds[u][0]; a <= bounds[u][1]; a++) {
    for (let b = bounds[v][0]; b <= bounds[v][1]; b++) {
      const distance = start + a * steps[u] + b * steps[v];
      const ends = [(-half - distance) / steps[main], (half - distance) / steps[main]] as const;
      const first = Math.max(0, Math.ceil(Math.min(...ends) - 1e-6));
      const last = Math.min(dimensions[main] - 1, Math.floor(Math.max(...ends) + 1e-6));
      voxel[u] = a;
      voxel[v] = b;
      for (voxel[main] = first; voxel[main] <= last; voxel[main]++) test();
    }
  }
}
