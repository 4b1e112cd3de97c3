import {
  type BinaryMask,
  decodeRle,
  decompressRle,
  isMedicoSamError,
  type Rle,
  rasteriseContours,
  type Size,
} from '@medicosam/core';
import { formatInvalid } from '../format-errors.js';
import type { JsonValue } from '../json/json-value.js';
import type { DecodeLimits } from '../limits.js';
import { checkPolygonCost } from '../polygons/check-polygon-cost.js';
import { isCoordinate, toContour } from '../polygons/corner-polygon.js';

/** A segmentation that was checked and is not unfolded yet. */
export interface Segmentation {
  readonly form: 'rle' | 'polygons';
  toMask(): BinaryMask;
}

/**
 * Checks a segmentation of an image.
 *
 * @throws MedicoSamError `FORMAT_INVALID`; `FORMAT_UNSUPPORTED` for polygons that take more than the limits to fill.
 */
export function readSegmentation(segmentation: JsonValue, size: Size, limits: DecodeLimits): Segmentation {
  if (Array.isArray(segmentation.value)) return readPolygons(segmentation, size, limits);
  return readRunLengths(segmentation, size);
}

function readRunLengths(segmentation: JsonValue, { width, height }: Size): Segmentation {
  const stated = segmentation.field('size');
  const [rows, columns] = stated.array();
  if (stated.array().length !== 2 || rows !== height || columns !== width) {
    throw stated.invalid(`[${height}, ${width}], the height and width of the image`);
  }
  const pixels = height * width;
  const counts = segmentation.field('counts');
  const runs = (): Rle =>
    typeof counts.value === 'string'
      ? decompressRle({ size: [height, width], counts: counts.value }, pixels)
      : { size: [height, width], counts: counts.array() as readonly number[] };
  checkRuns(counts, runs, pixels);
  return { form: 'rle', toMask: () => decodeRle(runs(), pixels) };
}

/** Checks run lengths as they will be when they are unfolded, without the pixels. */
function checkRuns(counts: JsonValue, runs: () => Rle, pixels: number): void {
  let total = 0;
  try {
    for (const count of runs().counts) {
      if (!Number.isSafeInteger(count) || count < 0) throw counts.invalid('whole numbers of 0 or more');
      total += count;
      if (total > pixels) break;
    }
  } catch (error) {
    if (!isMedicoSamError(error) || error.details['format'] !== undefined) throw error;
    throw formatInvalid(
      counts.format,
      `is damaged: ${counts.path}: ${error.message.replace(/\.$/, '')}`,
      error,
    );
  }
  if (total === pixels) return;
  const more = total > pixels ? ' or more' : '';
  throw counts.invalid(`run lengths of ${pixels} pixels together, but of ${total}${more}`);
}

function readPolygons(segmentation: JsonValue, size: Size, limits: DecodeLimits): Segmentation {
  const polygons = segmentation.items().map((polygon) => {
    const coordinates = polygon.array();
    if (coordinates.length % 2 !== 0 || !coordinates.every(isCoordinate)) {
      throw polygon.invalid('pairs of coordinates in pixels');
    }
    return [coordinates] as const;
  });
  checkPolygonCost(segmentation.format, segmentation.path, polygons, size, limits);
  return {
    form: 'polygons',
    toMask: () => rasteriseContours(polygons.map(toContour), size.width, size.height),
  };
}
