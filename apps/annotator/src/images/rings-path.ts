import type { Rings } from './image-jobs.js';

/** Outlines as a path that a canvas draws. */
export function ringsPath({ points, ends }: Rings): Path2D {
  const path = new Path2D();
  let at = 0;
  for (const end of ends) {
    path.moveTo(points[2 * at] as number, points[2 * at + 1] as number);
    for (at++; at < end; at++) path.lineTo(points[2 * at] as number, points[2 * at + 1] as number);
    path.closePath();
  }
  return path;
}
