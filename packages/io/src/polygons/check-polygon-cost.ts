import type { Size } from '@medicosam/core';
import { formatUnsupported } from '../format-errors.js';
import { DEFAULT_LIMITS, type DecodeLimits } from '../limits.js';
import type { CornerPolygon, CornerRing } from './corner-polygon.js';

/** What a crossing of an outline with a row of pixels takes while it is filled, generously. */
const CROSSING_BYTES = 128;
/** How often polygons may fill the largest image that is read, over and over. */
const MOST_FILLS = 40;

/**
 * Checks, before any memory is taken, what it takes to fill polygons: a few long edges in a file cross as many rows of
 * pixels as the image has, and a few large polygons fill it as often as there are some.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` beyond the limits.
 */
export function checkPolygonCost(
  format: string,
  where: string,
  polygons: readonly CornerPolygon[],
  size: Size,
  limits: DecodeLimits,
): void {
  const { maxPixels = DEFAULT_LIMITS.maxPixels, maxMemoryBytes = DEFAULT_LIMITS.maxMemoryBytes } = limits;
  let [crossings, filled] = [0, 0];
  for (const rings of polygons) {
    for (const [index, ring] of rings.entries()) {
      const rows = crossed(ring, 1, size.height);
      crossings += rows.byEdges + rows.byRing;
      if (index === 0) filled += rows.byRing * crossed(ring, 0, size.width).byRing;
    }
  }
  const bytes = size.width * size.height + crossings * CROSSING_BYTES;
  if (bytes > maxMemoryBytes) {
    throw formatUnsupported(
      format,
      `has at ${where} polygons that take about ${Math.ceil(bytes / 2 ** 20)} MB to fill; read are at most ${Math.floor(maxMemoryBytes / 2 ** 20)} MB`,
      'Simplify the polygons, or raise maxMemoryBytes if you trust the file.',
    );
  }
  if (filled <= MOST_FILLS * maxPixels) return;
  throw formatUnsupported(
    format,
    `has at ${where} polygons that cover ${filled} pixels, most of them over and over; read are at most ${MOST_FILLS * maxPixels}`,
    'Unite the polygons, or raise maxPixels if you trust the file.',
  );
}

/** How many rows (`axis` 1) or columns (0) of pixels a ring crosses: its edges, each for itself, and the ring as a whole. */
function crossed(ring: CornerRing, axis: 0 | 1, size: number): { byEdges: number; byRing: number } {
  const places = ring.length / 2;
  const at = (place: number) => pixelBehind(ring[2 * place + axis] as number, size);
  let byEdges = 0;
  let from = places === 0 ? 0 : at(places - 1);
  let [first, last] = [from, from];
  for (let place = 0; place < places; place++) {
    const to = at(place);
    byEdges += Math.abs(to - from);
    first = Math.min(first, to);
    last = Math.max(last, to);
    from = to;
  }
  return { byEdges, byRing: last - first };
}

/** The first pixel whose centre is not before a coordinate, within the image. */
const pixelBehind = (coordinate: number, size: number): number =>
  Math.min(Math.max(Math.ceil(coordinate - 0.5), 0), size);
