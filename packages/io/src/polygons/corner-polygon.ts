import type { Contour, ContourPoint } from '@medicosam/core';

/** x, y, x, y, … of a ring that is not closed, in pixels as files have them: the corner of the first pixel at 0. */
export type CornerRing = ArrayLike<number>;

/** An outline and its holes; compact, where thousands of them are kept. */
export type CornerPolygon = readonly [outer: CornerRing, ...holes: CornerRing[]];

/** Far beyond any image, and far from where sums of doubles lose pixels. */
const FARTHEST = 1e9;

/** Whether a value is a coordinate in pixels. */
export const isCoordinate = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= FARTHEST;

/** A polygon in pixels as core has them: centres at integers. */
export function toContour([outer, ...holes]: CornerPolygon): Contour {
  return { outer: toPoints(outer), holes: holes.map(toPoints) };
}

function toPoints(ring: CornerRing): ContourPoint[] {
  const points: ContourPoint[] = [];
  for (let i = 0; i + 1 < ring.length; i += 2) {
    points.push({ x: (ring[i] as number) - 0.5, y: (ring[i + 1] as number) - 0.5 });
  }
  return points;
}
