import { type Affine, type Geometry, geometryOfLpsAffine, type Vector3 } from '@medicosam/core';
import { cross, dot, planeGeometry } from '../meaning/plane.js';
import type { Warnings } from '../warnings.js';
import { depthOf, type Slice } from './slice.js';

/** Slices may lie so far, mm, from where even spacing puts them, without a word. */
const EVEN = 1e-2;
/** Beyond this share of their distance a geometry of even spacing would be wrong. */
const UNEVEN_SHARE = 0.05;
/** A distance of so many usual ones has slices missing between. */
const GAP = 1.5;
/** Cosine between the stacking direction and a slice, above which the volume is sheared. */
const SHEAR = 1e-3;

/** Where a stack of slices lies. */
export interface StackGeometry {
  /** Index (i, j, k) to LPS mm with the mean step from slice to slice, sheared where the slices are. */
  readonly affine: Affine;
  /** Absent where a grid of even, perpendicular steps would put voxels elsewhere than the file does. */
  readonly geometry: Geometry | undefined;
}

const millimetres = (value: number) => `${Number(value.toFixed(3))} mm`;

/** The place of sorted, parallel slices, with warnings for whatever is not even. */
export function stackGeometry(slices: readonly Slice[], warnings: Warnings): StackGeometry {
  const first = slices[0] as Slice;
  const { position: origin, row, column, spacing, frameOfReference } = first.plane;
  const normal = cross(row, column);
  const step = meanStep(slices, normal);
  const affine: Affine = [
    ...[0, 1, 2].flatMap((axis) => [
      (row[axis] as number) * spacing[0],
      (column[axis] as number) * spacing[1],
      step[axis] as number,
      origin[axis] as number,
    ]),
    ...[0, 0, 0, 1],
  ];
  const length = Math.hypot(...step);
  findGaps(slices, warnings);
  const isSheared = Math.max(Math.abs(dot(step, row)), Math.abs(dot(step, column))) > SHEAR * length;
  if (isSheared) {
    const angle = (Math.acos(Math.min(1, dot(step, normal) / length)) * 180) / Math.PI;
    warnings.add(
      'SLICES_SHEARED',
      `The slices are stacked ${angle.toFixed(1)} degrees off their normal, as by a tilted gantry: the volume has an affine, and no geometry of perpendicular axes.`,
    );
  }
  const deviation = Math.max(...slices.map((slice, k) => distanceFrom(slice, origin, step, k)));
  if (deviation > EVEN) {
    warnings.add(
      'SLICES_UNEVEN',
      `The slices are not evenly spaced: one lies ${millimetres(deviation)} from where the mean distance of ${millimetres(length)} puts it.`,
    );
  }
  if (isSheared || deviation > Math.max(EVEN, UNEVEN_SHARE * length)) return { affine, geometry: undefined };
  return {
    affine,
    geometry: {
      ...geometryOfLpsAffine(affine, 2 * SHEAR),
      ...(frameOfReference === undefined ? {} : { frameOfReference }),
    },
  };
}

function meanStep(slices: readonly Slice[], normal: Vector3): Vector3 {
  const first = slices[0] as Slice;
  const last = slices.at(-1) as Slice;
  if (slices.length === 1) {
    const [, , thickness] = planeGeometry(first.plane).spacing;
    return normal.map((value) => value * thickness) as unknown as Vector3;
  }
  return last.plane.position.map(
    (value, axis) => (value - (first.plane.position[axis] as number)) / (slices.length - 1),
  ) as unknown as Vector3;
}

const distanceFrom = ({ plane }: Slice, origin: Vector3, step: Vector3, k: number): number =>
  Math.hypot(
    ...plane.position.map((value, axis) => value - (origin[axis] as number) - k * (step[axis] as number)),
  );

function findGaps(slices: readonly Slice[], warnings: Warnings): void {
  const distances = slices.slice(1).map((slice, i) => depthOf(slice) - depthOf(slices[i] as Slice));
  const usual = [...distances].sort((a, b) => a - b)[distances.length >> 1] ?? 0;
  const gaps = distances.flatMap((distance, k) => (distance > GAP * usual ? [{ k, distance }] : []));
  const [widest] = [...gaps].sort((a, b) => b.distance - a.distance);
  if (widest === undefined) return;
  warnings.add(
    'SLICES_MISSING',
    `Slices are missing in ${gaps.length} place(s): ${millimetres(widest.distance)} lie between slices ${widest.k} and ${widest.k + 1}, where ${millimetres(usual)} are usual.`,
  );
}
