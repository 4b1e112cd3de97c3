import type { Affine, Vector3 } from '@medicosam/core';
import { dot, type Plane } from '../dicom/meaning/plane.js';
import type { DicomStack } from '../dicom/series/read-stack.js';

/** Cosines of the same direction differ by no more. */
const COSINE_TOLERANCE = 1e-3;
/** A frame lies on a slice when their first pixels are no farther apart, as a share of a pixel. */
const PLACE_TOLERANCE = 0.05;

const columnOf = (affine: Affine, column: number): Vector3 =>
  [0, 1, 2].map((row) => affine[4 * row + column] as number) as unknown as Vector3;

/** Finds the slice of a volume that a frame lies on; undefined where there is none. */
export function framePlaces(
  volume: Pick<DicomStack, 'slices' | 'affine'>,
): (plane: Plane | undefined) => number | undefined {
  const axes = [columnOf(volume.affine, 0), columnOf(volume.affine, 1)] as const;
  const [width, height] = axes.map((axis) => Math.hypot(...axis)) as [number, number];
  const tolerance = PLACE_TOLERANCE * Math.min(width, height);
  const isAlong = (axis: Vector3, length: number, unit: Vector3, spacing: number) =>
    dot(axis, unit) / length > 1 - COSINE_TOLERANCE ** 2 && Math.abs(spacing / length - 1) < COSINE_TOLERANCE;
  return (plane) => {
    if (plane === undefined) return undefined;
    const { row, column, spacing, position } = plane;
    if (!isAlong(axes[0], width, row, spacing[0]) || !isAlong(axes[1], height, column, spacing[1])) {
      return undefined;
    }
    const slice = volume.slices.findIndex(
      (own) =>
        Math.hypot(...own.position.map((value, axis) => value - (position[axis] as number))) <= tolerance,
    );
    return slice < 0 ? undefined : slice;
  };
}
