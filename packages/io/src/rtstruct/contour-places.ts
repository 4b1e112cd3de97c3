import type { Affine, Vector3 } from '@medicosam/core';
import { cross, dot } from '../dicom/meaning/plane.js';
import type { DicomStack } from '../dicom/series/read-stack.js';
import type { Outline } from './fill-contours.js';

/** An outline lies on a slice when it is no farther from it than this share of the slices' distance, or mm. */
const ON_SLICE = { share: 0.1, mm: 0.01 };
/** Outlines that lie on one slice, and no farther apart than this share, were drawn in one plane. */
const SAME_PLANE = { share: 0.02, mm: 0.01 };

/** Where an outline lies: which slice, how far from it along the normal (mm), and in pixels of it. */
export interface PlacedOutline {
  readonly slice: number;
  readonly offset: number;
  readonly outline: Outline;
}

/** Finds the place of outlines in a volume. */
export interface ContourPlaces {
  /** @param points - x, y, z in LPS mm, one after the other */
  place(points: readonly number[]): PlacedOutline | 'CONTOURS_UNPLACED' | 'CONTOURS_TILTED';
  /** Whether two outlines on one slice were drawn in one plane. */
  isSamePlane(a: PlacedOutline, b: PlacedOutline): boolean;
}

const columnOf = (affine: Affine, column: number): Vector3 =>
  [0, 1, 2].map((row) => affine[4 * row + column] as number) as unknown as Vector3;

export function contourPlaces({ slices, affine }: Pick<DicomStack, 'slices' | 'affine'>): ContourPlaces {
  const axes = [columnOf(affine, 0), columnOf(affine, 1)] as const;
  const [width, height] = axes.map((axis) => Math.hypot(...axis)) as [number, number];
  const [row, column] = axes.map((axis) => {
    const length = Math.hypot(...axis);
    return axis.map((value) => value / length);
  }) as unknown as [Vector3, Vector3];
  const normal = cross(row, column);
  const depths = slices.map(({ position }) => dot(position, normal));
  const range = Math.abs((depths.at(-1) ?? 0) - (depths[0] ?? 0));
  const distance =
    depths.length > 1 ? range / (depths.length - 1) : Math.abs(dot(columnOf(affine, 2), normal));
  const within = ({ share, mm }: typeof ON_SLICE) => Math.max(share * distance, mm);
  return {
    place(points) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let i = 0; i < points.length; i += 3) {
        const depth = dot(pointAt(points, i), normal);
        low = Math.min(low, depth);
        high = Math.max(high, depth);
      }
      if (high - low > 2 * within(ON_SLICE)) return 'CONTOURS_TILTED';
      const depth = (low + high) / 2;
      let slice = 0;
      for (const [k, own] of depths.entries()) {
        if (Math.abs(own - depth) < Math.abs((depths[slice] as number) - depth)) slice = k;
      }
      const offset = depth - (depths[slice] as number);
      if (!(Math.abs(offset) <= within(ON_SLICE))) return 'CONTOURS_UNPLACED';
      const origin = slices[slice]?.position as Vector3;
      const outline: { x: number; y: number }[] = [];
      for (let i = 0; i < points.length; i += 3) {
        const own = pointAt(points, i).map(
          (value, axis) => value - (origin[axis] as number),
        ) as unknown as Vector3;
        outline.push({ x: dot(own, row) / width, y: dot(own, column) / height });
      }
      return { slice, offset, outline };
    },
    isSamePlane: (a, b) => Math.abs(a.offset - b.offset) <= within(SAME_PLANE),
  };
}

const pointAt = (points: readonly number[], i: number): Vector3 => [
  points[i] as number,
  points[i + 1] as number,
  points[i + 2] as number,
];
