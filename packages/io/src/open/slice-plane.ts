import { type Affine, MedicoSamError, SLICE_INDICES, type SliceAxis, type Vector3 } from '@medicosam/core';
import type { SourceVolume } from './opened-images.js';

/** Where a slice lies in the patient, LPS mm. */
export interface SlicePlane {
  /** Centre of its first pixel. */
  readonly origin: Vector3;
  /** The step from pixel to pixel. */
  readonly x: Vector3;
  readonly y: Vector3;
  /** Unit vector. */
  readonly normal: Vector3;
  /** Half the distance to the next slice, mm. */
  readonly half: number;
}

/** Slices further than this share of their distance from an even grid are not on one. */
const UNEVEN_SHARE = 0.05;

const dot = (a: Vector3, b: Vector3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const column = (affine: Affine, index: number): Vector3 => [
  affine[index] as number,
  affine[4 + index] as number,
  affine[8 + index] as number,
];

const placeOf = (affine: Affine, index: Vector3): Vector3 => {
  const [a, b, c, o] = [0, 1, 2, 3].map((i) => column(affine, i)) as [Vector3, Vector3, Vector3, Vector3];
  const at = (axis: 0 | 1 | 2) => a[axis] * index[0] + b[axis] * index[1] + c[axis] * index[2] + o[axis];
  return [at(0), at(1), at(2)];
};

/** Whether slices lie where the affine puts them, so that a file of even steps can hold them. */
export function isEven({ affine, positions = [] }: Pick<SourceVolume, 'affine' | 'positions'>): boolean {
  if (!affine) return true;
  const step = Math.hypot(...column(affine, 2));
  return positions.every(
    (position, k) => Math.hypot(...minus(position, placeOf(affine, [0, 0, k]))) <= UNEVEN_SHARE * step,
  );
}

/**
 * The plane of a slice.
 *
 * @throws MedicoSamError `IMAGE_INVALID` where the file states no place, or slices are uneven and cut across.
 */
export function slicePlane(source: SourceVolume, axis: SliceAxis, index: number): SlicePlane {
  const { affine, positions } = source;
  if (!affine) {
    throw new MedicoSamError('IMAGE_INVALID', {
      message: 'The image states no place in the patient, so a point in mm is nowhere in it.',
      hint: 'Give points in pixels, without --world.',
    });
  }
  if (axis !== 'k' && !isEven(source)) {
    throw new MedicoSamError('IMAGE_INVALID', {
      message: 'The slices are not evenly spaced, so a slice across them has no certain place.',
      hint: 'Choose one of the slices as stored: --axis k.',
    });
  }
  const [u, v, w] = SLICE_INDICES[axis];
  const start: [number, number, number] = [0, 0, 0];
  start[w] = index;
  const [x, y] = [column(affine, u), column(affine, v)];
  const product = cross(x, y);
  const length = Math.hypot(...product);
  const normal: Vector3 = [product[0] / length, product[1] / length, product[2] / length];
  const stated = axis === 'k' ? positions?.[index] : undefined;
  const neighbours = axis === 'k' ? [positions?.[index - 1], positions?.[index + 1]] : [];
  const distances = neighbours.flatMap((other) =>
    stated && other ? [Math.abs(dot(minus(other, stated), normal))] : [],
  );
  const step = Math.min(Math.abs(dot(column(affine, w), normal)), ...distances);
  return { origin: stated ?? placeOf(affine, start), x, y, normal, half: step / 2 };
}

/** How far a place lies from a plane, mm, with a sign. */
export const distanceFrom = ({ origin, normal }: SlicePlane, place: Vector3): number =>
  dot(minus(place, origin), normal);

/** The pixel, with fractions, of the point of a plane that is nearest to a place; steps need not be perpendicular. */
export function pixelOf(
  { origin, x, y }: SlicePlane,
  place: Vector3,
): { readonly x: number; readonly y: number } {
  const offset = minus(place, origin);
  const [xx, xy, yy] = [dot(x, x), dot(x, y), dot(y, y)];
  const [a, b] = [dot(offset, x), dot(offset, y)];
  const determinant = xx * yy - xy * xy;
  return { x: (a * yy - b * xy) / determinant, y: (b * xx - a * xy) / determinant };
}
