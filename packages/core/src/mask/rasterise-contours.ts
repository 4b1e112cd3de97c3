import type { BinaryMask } from './binary-mask.js';
import type { Contour, ContourPoint } from './contours.js';

/** For some rows from `top` on, where the line through their pixel centres crosses the rings. */
interface Crossings {
  readonly top: number;
  readonly rows: readonly number[][];
}

/** The rows that an outline reaches, without crossings yet. */
function emptyCrossings(outer: readonly ContourPoint[], height: number): Crossings {
  let [top, bottom] = [height, 0];
  for (const { y } of outer) {
    top = Math.min(top, Math.max(Math.ceil(y), 0));
    bottom = Math.max(bottom, Math.min(Math.ceil(y), height));
  }
  return { top, rows: Array.from({ length: Math.max(bottom - top, 0) }, () => []) };
}

function addRing(ring: readonly ContourPoint[], { top, rows }: Crossings): void {
  let from = ring.at(-1);
  for (const to of ring) {
    if (from !== undefined && from.y !== to.y) {
      const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
      // Half-open: a vertex on a line counts for the edge below it, once.
      const last = Math.min(Math.ceil(lower.y), top + rows.length);
      for (let y = Math.max(Math.ceil(upper.y), top); y < last; y++) {
        rows[y - top]?.push(upper.x + ((y - upper.y) / (lower.y - upper.y)) * (lower.x - upper.x));
      }
    }
    from = to;
  }
}

/**
 * The pixels whose centres lie within outlines and outside their holes, in the coordinates of the image (pixel
 * centres at integers). A centre on an edge counts for the area at its right or below it.
 */
export function rasteriseContours(contours: readonly Contour[], width: number, height: number): BinaryMask {
  const bits = new Uint8Array(width * height);
  for (const { outer, holes } of contours) {
    const crossings = emptyCrossings(outer, height);
    addRing(outer, crossings);
    for (const hole of holes) addRing(hole, crossings);
    for (const [row, places] of crossings.rows.entries()) {
      const start = (crossings.top + row) * width;
      places.sort((a, b) => a - b);
      for (let i = 0; i + 1 < places.length; i += 2) {
        const from = Math.max(Math.ceil(places[i] as number), 0);
        const to = Math.min(Math.ceil(places[i + 1] as number), width);
        if (from < to) bits.fill(1, start + from, start + to);
      }
    }
  }
  return { bits, width, height };
}
