import { type BinaryMask, type ContourPoint, rasteriseContours } from '@medicosam/core';

/** A closed outline, the last point leading to the first, in pixels with their centres at integers. */
export type Outline = readonly ContourPoint[];

/** A centre so near to an outline, in pixels, is on it: what rounding to hundredths of a millimetre moves. */
const ON_OUTLINE = 0.02;

/**
 * The pixels whose centre lies in an odd number of outlines, or on one: points on an outline are of the region (PS3.3,
 * C.8.8.6.3), which keeps what was drawn from centre to centre whole.
 */
export function fillContours(outlines: readonly Outline[], width: number, height: number): BinaryMask {
  // A line from above the image to below it and back crosses each row twice: it fills nothing, and reaches all rows.
  const allRows = [
    { x: -1, y: -1 },
    { x: -1, y: height },
  ];
  const mask = rasteriseContours([{ outer: allRows, holes: outlines }], width, height);
  for (const outline of outlines) addCentresOn(outline, mask);
  return mask;
}

/** Whether outlines overlap: an area that lies in an even number of them. */
export function doOverlap(outlines: readonly Outline[], filled: BinaryMask): boolean {
  const { width, height } = filled;
  const union = rasteriseContours(
    outlines.map((outer) => ({ outer, holes: [] })),
    width,
    height,
  );
  return union.bits.some((bit, i) => bit > (filled.bits[i] as number));
}

function addCentresOn(outline: Outline, { bits, width, height }: BinaryMask): void {
  let from = outline.at(-1);
  for (const to of outline) {
    if (from === undefined) return;
    const isFlat = Math.abs(to.x - from.x) >= Math.abs(to.y - from.y);
    // Along the longer of both axes from one line of centres to the next.
    const [a, b, c, d] = isFlat ? [from.x, to.x, from.y, to.y] : [from.y, to.y, from.x, to.x];
    const [along, across] = isFlat ? [width, height] : [height, width];
    const first = Math.max(Math.ceil(Math.min(a, b) - ON_OUTLINE), 0);
    const last = Math.min(Math.floor(Math.max(a, b) + ON_OUTLINE), along - 1);
    for (let at = first; at <= last; at++) {
      const share = a === b ? 0 : Math.min(Math.max((at - a) / (b - a), 0), 1);
      const place = c + share * (d - c);
      const centre = Math.round(place);
      if (Math.abs(place - centre) > ON_OUTLINE || centre < 0 || centre >= across) continue;
      bits[isFlat ? centre * width + at : at * width + centre] = 1;
    }
    from = to;
  }
}
