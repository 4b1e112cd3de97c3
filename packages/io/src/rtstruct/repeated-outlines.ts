import type { ContourPoint } from '@medicosam/core';
import type { Outline } from './fill-contours.js';

/** Points of outlines that are the same differ by no more, in pixels. */
const SAME_POINT = 0.02;

/** Such that points at integers and halves, which are common, do not lie on the border of two. */
const bucketOf = ({ length, 0: first }: Outline): string => {
  const { x, y } = first as ContourPoint;
  return `${length} ${Math.round(2 * x + 0.25)} ${Math.round(2 * y + 0.25)}`;
};

const isSame = (a: Outline, b: Outline): boolean =>
  a.every(({ x, y }, i) => {
    const other = b[i] as ContourPoint;
    return Math.abs(x - other.x) <= SAME_POINT && Math.abs(y - other.y) <= SAME_POINT;
  });

/** Finds outlines that were seen before; filling by odd and even, one given twice would vanish. */
export function repeatFinder(): (outline: Outline) => boolean {
  const known = new Map<string, Outline[]>();
  return (outline) => {
    const key = bucketOf(outline);
    const alike = known.get(key);
    if (alike === undefined) {
      known.set(key, [outline]);
      return false;
    }
    if (alike.some((other) => isSame(other, outline))) return true;
    alike.push(outline);
    return false;
  };
}
