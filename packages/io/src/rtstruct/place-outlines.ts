import type { ElementValues } from '../dicom/data-set/elements.js';
import { tagOf } from '../dicom/writing/attributes.js';
import type { ContourPlaces, PlacedOutline } from './contour-places.js';
import type { RoiItems } from './read-roi-items.js';
import type { RoiWarnings } from './warnings.js';

/** An outline that lies on no slice of the volume. */
export interface UnplacedContour {
  /** Number of its region. */
  readonly roi: number;
  /** Index among the outlines of its region, from 0. */
  readonly contour: number;
}

/** An outline on a slice, which of its region's it is, and whether it says that it combines with others. */
export interface DrawnOutline extends PlacedOutline {
  readonly contour: number;
  readonly isXor: boolean;
}

const CLOSED = new Set(['CLOSED_PLANAR', 'CLOSEDPLANAR_XOR']);
/** Beyond so many mm no patient lies. */
const FARTHEST = 1e6;

/** The closed outlines of a region by slice; those that lie on none are added to `unplaced`. */
export function placeOutlines(
  { roi, contours }: RoiItems,
  places: ContourPlaces,
  said: RoiWarnings,
  unplaced: UnplacedContour[],
): ReadonlyMap<number, readonly DrawnOutline[]> {
  const slices = new Map<number, DrawnOutline[]>();
  for (const [contour, item] of contours.entries()) {
    const type = item.text(tagOf('ContourGeometricType')) ?? '';
    if (!CLOSED.has(type)) {
      said.count('CONTOURS_NOT_CLOSED');
      continue;
    }
    const points = pointsOf(item);
    if (points === undefined) {
      said.count('CONTOURS_DAMAGED');
      continue;
    }
    const placed = places.place(points);
    if (typeof placed === 'string') {
      said.count(placed);
      unplaced.push({ roi: roi.number, contour });
      continue;
    }
    const outline = { ...placed, contour, isXor: type === 'CLOSEDPLANAR_XOR' };
    const others = slices.get(placed.slice);
    if (others) others.push(outline);
    else slices.set(placed.slice, [outline]);
  }
  for (const [slice, outlines] of slices) {
    // Of planes that are closer together than the slices are, the one that is nearest counts.
    const nearest = outlines.reduce((a, b) => (Math.abs(b.offset) < Math.abs(a.offset) ? b : a));
    const [same, others] = [true, false].map((is) =>
      outlines.filter((own) => places.isSamePlane(own, nearest) === is),
    ) as [DrawnOutline[], DrawnOutline[]];
    slices.set(slice, same);
    for (const { contour } of others) unplaced.push({ roi: roi.number, contour });
    if (others.length > 0) said.count('CONTOURS_UNPLACED', others.length);
  }
  return slices;
}

/** Coordinates of an outline; undefined where they are none, or not as many as stated. */
function pointsOf(item: ElementValues): number[] | undefined {
  const points = item.decimals(tagOf('ContourData'));
  const stated = item.decimal(tagOf('NumberOfContourPoints'));
  const isWhole = points.length > 0 && points.length % 3 === 0;
  if (!isWhole || (stated !== undefined && stated !== points.length / 3)) return undefined;
  return points.every((value) => Math.abs(value) <= FARTHEST) ? points : undefined;
}
