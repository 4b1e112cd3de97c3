import { type BinaryMask, binaryMask, type Mask, type Rle, traceContours } from '@medicosam/core';

const paths = new WeakMap<object, Path2D>();

/** The outline of a mask as a path in pixels of the image, traced once for each mask. Filled by `evenodd`. */
export function maskPath(mask: Mask | BinaryMask | Rle): Path2D {
  const known = paths.get(mask);
  if (known) return known;
  const path = new Path2D();
  for (const { outer, holes } of traceContours(binaryMask(mask))) {
    for (const ring of [outer, ...holes]) {
      for (const [index, { x, y }] of ring.entries()) index === 0 ? path.moveTo(x, y) : path.lineTo(x, y);
      path.closePath();
    }
  }
  paths.set(mask, path);
  return path;
}
