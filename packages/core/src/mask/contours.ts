import type { BinaryMask } from './binary-mask.js';
import { labelComponents } from './label-components.js';
import { type Ring, traceRings } from './trace-rings.js';

/** A point in pixels of the image. */
export interface ContourPoint {
  readonly x: number;
  readonly y: number;
}

/** A closed outline and the holes inside it, each a list of points in pixels of the image. */
export interface Contour {
  readonly outer: readonly ContourPoint[];
  readonly holes: readonly (readonly ContourPoint[])[];
}

/** The outer ring of each component with its holes; a hole belongs to the component whose pixels it borders. */
function assignHoles(mask: BinaryMask, outers: readonly Ring[], holes: readonly Ring[]): Contour[] {
  const contours = outers.map(({ points }) => ({ outer: points, holes: [] as (readonly ContourPoint[])[] }));
  if (holes.length === 0) return contours;
  const { labels } = labelComponents(mask, 4);
  const byLabel = new Map(outers.map(({ pixel }, index) => [labels[pixel], contours[index]]));
  for (const { pixel, points } of holes) byLabel.get(labels[pixel])?.holes.push(points);
  return contours;
}

/**
 * The outlines of a mask, one for each 4-connected component, along the edges of its pixels.
 *
 * Pixel centres are at integers, so that vertices are at half-integers: the outline of the single pixel (0, 0) is
 * (−0.5, −0.5), (0.5, −0.5), (0.5, 0.5), (−0.5, 0.5). (Formats that put the corner of the first pixel at 0 add 0.5.)
 * Only corners are kept; rings are not closed by a repeated point, run clockwise on screen (holes the other way) and
 * never touch themselves. The area of an outline less its holes is the number of pixels, and `rasteriseContours`
 * gives the mask back.
 */
export function traceContours(mask: BinaryMask): Contour[] {
  const rings = traceRings(mask);
  return assignHoles(
    mask,
    rings.filter(({ isHole }) => !isHole),
    rings.filter(({ isHole }) => isHole),
  );
}
