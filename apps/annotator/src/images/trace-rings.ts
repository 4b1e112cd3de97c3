import { type BinaryMask, decodeRle, type Rle, traceContours } from '@medicosam/core';
import type { Rings } from './image-jobs.js';

/** The outlines of a mask, holes among them, packed so that they cross to the page without being copied. */
export function traceRings(mask: BinaryMask | Rle): Rings {
  const contours = traceContours('bits' in mask ? mask : decodeRle(mask));
  const rings = contours.flatMap(({ outer, holes }) => [outer, ...holes]);
  const points = new Float32Array(2 * rings.reduce((sum, ring) => sum + ring.length, 0));
  const ends = new Uint32Array(rings.length);
  let at = 0;
  for (const [index, ring] of rings.entries()) {
    for (const { x, y } of ring) {
      points[2 * at] = x;
      points[2 * at + 1] = y;
      at++;
    }
    ends[index] = at;
  }
  return { points, ends };
}
