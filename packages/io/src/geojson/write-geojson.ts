import {
  type BinaryMask,
  binaryMask,
  type Contour,
  type ContourPoint,
  type Mask,
  MedicoSamError,
  type Rle,
  traceContours,
} from '@medicosam/core';
import type { Rgb } from '../nrrd/segment-colours.js';
import { checkMaskSize } from '../polygons/check-mask.js';
import type { GeoJsonFeature, GeoJsonFile, GeoJsonPosition } from './geojson-file.js';

/** An object to be written. */
export interface GeoJsonObjectToWrite {
  readonly mask: BinaryMask | Mask | Rle;
  /** The object's own. */
  readonly name?: string | undefined;
  /** What it is, which other objects may be, too: QuPath's classification. */
  readonly category?: string | undefined;
  /** sRGB, 0 to 1. Of a category where there is one: QuPath shows all that are of it alike. */
  readonly colour?: Rgb | undefined;
  /** QuPath keeps UUIDs and passes over others. */
  readonly id?: string | number | undefined;
  /** Properties of one's own, such as QuPath's `objectType`, `isLocked` and `metadata`. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Masks as GeoJSON (RFC 7946) in pixels as QuPath and ImageJ have them: the corner of the first pixel at 0, y down.
 * The result is the parsed form; `JSON.stringify` makes the text.
 *
 * An object is a Feature with a Polygon, or of several parts a MultiPolygon: outlines along the edges of pixels, holes
 * in them, so that areas are numbers of pixels. Parts touch at corners at most, and all is valid to shapely.
 * Outlines run anticlockwise and holes clockwise by their numbers, as the RFC wants and validators reckon, who take y
 * to go up; on screen, where it goes down, that looks the other way round. An empty mask is a Polygon without
 * coordinates: QuPath refuses a whole file for a `null` geometry.
 *
 * Properties are QuPath's: `objectType` (`annotation`), `name`, `classification` with name and colour, `color`.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a name, category, colour or id that is none; `IMAGE_INVALID` for bits
 *   that do not fit their size.
 * @example
 * const text = JSON.stringify(writeGeoJson([{ mask, category: 'Tumor', colour: [0.8, 0, 0] }]));
 */
export function writeGeoJson(objects: readonly GeoJsonObjectToWrite[]): GeoJsonFile {
  return { type: 'FeatureCollection', features: objects.map(toFeature) };
}

function toFeature(object: GeoJsonObjectToWrite, index: number): GeoJsonFeature {
  const { id } = object;
  if (id !== undefined && typeof id !== 'string' && !Number.isFinite(id)) {
    throw invalid(`The id of object ${index} is a text or number, got ${id}.`);
  }
  const mask = binaryMask(object.mask);
  const contours = traceContours(checkMaskSize(mask, mask, `object ${index}`));
  const [only, ...others] = contours;
  return {
    type: 'Feature',
    ...(id === undefined ? undefined : { id }),
    geometry:
      others.length > 0
        ? { type: 'MultiPolygon', coordinates: contours.map(toRings) }
        : { type: 'Polygon', coordinates: only ? toRings(only) : [] },
    properties: toProperties(object, index),
  };
}

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

function toProperties(
  { name, category, colour, properties }: GeoJsonObjectToWrite,
  index: number,
): Readonly<Record<string, unknown>> {
  for (const [what, text] of Object.entries({ name, category })) {
    if (text === undefined || (typeof text === 'string' && text !== '')) continue;
    throw invalid(`The ${what} of object ${index} is a text, got ${JSON.stringify(text)}.`);
  }
  if (colour && !(colour.length === 3 && colour.every((part) => part >= 0 && part <= 1))) {
    throw invalid(
      `The colour of object ${index} is red, green and blue from 0 to 1, got ${colour.join(', ')}.`,
    );
  }
  const color = colour?.map((part) => Math.round(part * 255));
  return {
    objectType: 'annotation',
    ...properties,
    ...(name === undefined ? undefined : { name }),
    ...(category === undefined
      ? color && { color }
      : { classification: { name: category, ...(color && { color }) } }),
  };
}

const toRings = ({ outer, holes }: Contour): GeoJsonPosition[][] => [outer, ...holes].map(toRing);

function toRing(points: readonly ContourPoint[]): GeoJsonPosition[] {
  const ring = points.map(({ x, y }): GeoJsonPosition => [x + 0.5, y + 0.5]);
  return ring.concat(ring.slice(0, 1));
}
