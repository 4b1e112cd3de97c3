import {
  type BinaryMask,
  type Contour,
  MedicoSamError,
  rasteriseContours,
  type Size,
  type Warning,
} from '@medicosam/core';
import { checkSize } from '../format-errors.js';
import { type JsonValue, parseJson } from '../json/json-value.js';
import type { DecodeLimits } from '../limits.js';
import type { Rgb } from '../nrrd/segment-colours.js';
import { checkPolygonCost } from '../polygons/check-polygon-cost.js';
import { toContour } from '../polygons/corner-polygon.js';
import { readGeometry, type SkippedGeometry } from './read-geometry.js';
import { categoryOf, colourOf, nameOf } from './read-properties.js';

/** The image that polygons lie on, and how much a reader may take. */
export interface ReadGeoJsonOptions extends DecodeLimits {
  readonly width: number;
  readonly height: number;
}

/** An object of a GeoJSON file. Its mask is made when asked for, so that thousands of them take no more than the file. */
export interface GeoJsonObject {
  readonly id?: string | number;
  readonly name?: string;
  /** QuPath's classification. */
  readonly category?: string;
  /** sRGB, 0 to 1; of the object, else of its category. */
  readonly colour?: Rgb;
  /** All of its properties, as they are. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Its outlines, in pixels of the image as core has them: centres at integers; made when asked for. They may overlap. */
  readonly contours: readonly Contour[];
  /** The pixels whose centres lie within any of the outlines, in the size of the image. */
  toMask(): BinaryMask;
}

/** A GeoJSON file that was read. */
export interface GeoJsonObjects {
  readonly objects: readonly GeoJsonObject[];
  /** What is odd about the file and was read anyway. */
  readonly warnings: readonly Warning[];
}

const FORMAT = 'GeoJSON';

/**
 * Reads polygons of a GeoJSON file in pixels, as QuPath writes them: a FeatureCollection, an array of Features, a
 * Feature, or a geometry. Polygon, MultiPolygon and a GeometryCollection of them make one object each, the union of
 * their outlines less their holes, by the even-odd rule; a Feature without a place (`null`) is an empty one.
 *
 * Which way rings run does not matter. What lies outside the image is cut off.
 *
 * Warnings: `GEOMETRY_SKIPPED` for points and lines, which have no area; an object of nothing else is left out.
 *
 * @param json - the bytes of the file, its text, or the parsed value
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged file, naming the place; `FORMAT_UNSUPPORTED` beyond the limits;
 *   `INVALID_ARGUMENT` for a size of the image that is none.
 */
export function readGeoJson(json: unknown, options: ReadGeoJsonOptions): GeoJsonObjects {
  const size = { width: options.width, height: options.height };
  checkImageSize(size);
  checkSize(FORMAT, size, 1, options);
  const skipped: SkippedGeometry[] = [];
  const objects = featuresOf(parseJson(FORMAT, json)).flatMap((feature) => {
    const object = readFeature(feature, size, options, skipped);
    return object ? [object] : [];
  });
  const [first, ...others] = skipped;
  const more = others.length === 0 ? '' : `, and ${others.length} more,`;
  const warnings = first && [
    {
      code: 'GEOMETRY_SKIPPED',
      message: `${first.path || 'The whole'}, a ${first.type}${more} without an area: not read.`,
    },
  ];
  return { objects, warnings: warnings ?? [] };
}

function checkImageSize({ width, height }: Size): void {
  if ([width, height].every((side) => Number.isSafeInteger(side) && side > 0)) return;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `The size of the image is two whole numbers above 0, got ${width} × ${height}.`,
  });
}

/** The Features of a file, or the geometry that it is. */
function featuresOf(file: JsonValue): readonly JsonValue[] {
  if (Array.isArray(file.value)) return file.items();
  return file.field('type').value === 'FeatureCollection' ? file.field('features').items() : [file];
}

function readFeature(
  feature: JsonValue,
  size: Size,
  limits: DecodeLimits,
  skipped: SkippedGeometry[],
): GeoJsonObject | undefined {
  const isFeature = feature.field('type').value === 'Feature';
  const geometry = isFeature ? feature.field('geometry') : feature;
  const before = skipped.length;
  const polygons = geometry.isAbsent() ? [] : readGeometry(geometry, skipped);
  if (polygons.length === 0 && skipped.length > before) return undefined;
  checkPolygonCost(FORMAT, geometry.path || 'the whole', polygons, size, limits);
  const [id, given] = [feature.field('id'), feature.field('properties')];
  const properties = isFeature && !given.isAbsent() ? given.object() : {};
  const [name, category, colour] = [nameOf(properties), categoryOf(properties), colourOf(properties)];
  return {
    ...(isFeature && !id.isAbsent() ? { id: id.id() } : undefined),
    ...(name === undefined ? undefined : { name }),
    ...(category === undefined ? undefined : { category }),
    ...(colour === undefined ? undefined : { colour }),
    properties,
    get contours() {
      return polygons.map(toContour);
    },
    toMask: () => rasteriseContours(polygons.map(toContour), size.width, size.height),
  };
}
