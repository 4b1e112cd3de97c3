import type { BinaryMask } from '@medicosam/core';
import { doOverlap, fillContours } from './fill-contours.js';
import type { DrawnOutline } from './place-outlines.js';
import { repeatFinder } from './repeated-outlines.js';
import type { RoiWarnings } from './warnings.js';

/** The pixels of a region on a slice; what is odd about its outlines there is counted. */
export function maskOf(
  outlines: readonly DrawnOutline[],
  width: number,
  height: number,
  said: RoiWarnings,
): BinaryMask {
  const isRepeated = repeatFinder();
  const once = outlines.filter(({ outline, isXor }) => isXor || !isRepeated(outline));
  if (once.length < outlines.length) said.count('CONTOURS_REPEATED', outlines.length - once.length);
  const isOutside = ({ outline }: DrawnOutline) =>
    outline.some(({ x, y }) => x < -1 || y < -1 || x > width || y > height);
  const outside = once.filter(isOutside).length;
  if (outside > 0) said.count('CONTOURS_CUT_OFF', outside);
  const rings = once.map(({ outline }) => outline);
  const mask = fillContours(rings, width, height);
  const isPlain = once.some(({ isXor }) => !isXor);
  if (isPlain && once.length > 1 && doOverlap(rings, mask)) said.count('HOLES_ASSUMED');
  return mask;
}
