import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Contour, ContourPoint } from './contours.js';

/** Distance of `point` from the segment a–b, squared. */
function squaredDistance(point: ContourPoint, a: ContourPoint, b: ContourPoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
  const t = Math.min(Math.max(along, 0), 1);
  return (point.x - a.x - t * dx) ** 2 + (point.y - a.y - t * dy) ** 2;
}

/** The point between two indices that lies farthest from their segment. */
function farthest(points: readonly ContourPoint[], from: number, to: number) {
  const [a, b] = [points[from], points[to]];
  let [index, distance] = [-1, -1];
  if (a === undefined || b === undefined) return { index, distance };
  for (let i = from + 1; i < to; i++) {
    const point = points[i];
    const candidate = point === undefined ? 0 : squaredDistance(point, a, b);
    if (candidate > distance) [index, distance] = [i, candidate];
  }
  return { index, distance };
}

/** Douglas–Peucker on a ring cut open at its first point; undefined when fewer than three points are left. */
function simplifyRing(ring: readonly ContourPoint[], tolerance: number): ContourPoint[] | undefined {
  const first = ring[0];
  if (first === undefined) return undefined;
  const points = [...ring, first];
  const kept = new Set([0]);
  const spans: [from: number, to: number][] = [[0, ring.length]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    const { index, distance } = farthest(points, from, to);
    if (distance <= tolerance * tolerance) continue;
    kept.add(index);
    spans.push([from, index], [index, to]);
  }
  return kept.size < 3 ? undefined : points.filter((_, index) => kept.has(index));
}

/**
 * An outline with fewer points: none of those left out is farther than `tolerance` pixels from the new one. Holes
 * that collapse are left out; an outline that would stays as it is. Rings may come to touch or cross themselves.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a tolerance that is negative or not a number.
 * @see Douglas and Peucker, Algorithms for the reduction of the number of points, 1973
 */
export function simplifyContour({ outer, holes }: Contour, tolerance: number): Contour {
  if (!(tolerance >= 0)) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The tolerance of a simplification is 0 or more pixels, got ${tolerance}.`,
    });
  }
  return {
    outer: simplifyRing(outer, tolerance) ?? outer,
    holes: holes.flatMap((hole) => {
      const simplified = simplifyRing(hole, tolerance);
      return simplified === undefined ? [] : [simplified];
    }),
  };
}
