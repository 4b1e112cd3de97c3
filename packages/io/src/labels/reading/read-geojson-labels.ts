import { rasteriseContours } from '@medicosam/core';
import { readGeoJson } from '../../geojson.js';
import type { LabelSource } from '../label-source.js';
import { checkMaskBytes } from '../mask-limit.js';
import { readObjectProperty, readSliceProperty } from '../own-properties.js';
import { sliceSize } from '../place-masks.js';
import type { SlicePlace } from '../slice-masks.js';
import { givenSlice } from './given-slice.js';
import { groupMasks } from './group-masks.js';
import type { ReadLabels, ReadLabelsOptions } from './label-reader.js';

/** A GeoJSON file that was parsed, of QuPath or of ours. */
export function readGeoJsonLabels(
  file: unknown,
  source: LabelSource,
  options: ReadLabelsOptions,
): ReadLabels {
  const side = Math.max(source.width, source.height, source.depth);
  const read = readGeoJson(withPlanes(file), { width: side, height: side });
  checkMaskBytes(read.objects.length, side * side);
  const places = read.objects.map(({ properties }) => readSliceProperty(properties, source));
  const hasPlanes = places.some((place) => place !== undefined);
  const objects = groupMasks(
    read.objects.map(({ contours, properties, name, category, colour }, at) => {
      // QuPath says no plane of what is on the first.
      const first: SlicePlace = { axis: 'k', index: 0 };
      const place = places[at] ?? (hasPlanes ? first : givenSlice(source, options));
      const { width, height } = sliceSize(place.axis, source);
      return {
        key: readObjectProperty(properties),
        place,
        mask: rasteriseContours(contours, width, height),
        object: { name: name ?? category, colour },
      };
    }),
  );
  return { format: 'geojson', objects, warnings: read.warnings };
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where QuPath has the plane of a feature in its geometry, its properties say it too. */
function withPlanes(file: unknown): unknown {
  if (Array.isArray(file)) return file.map(withPlane);
  if (!isObject(file) || !Array.isArray(file['features'])) return withPlane(file);
  return { ...file, features: file['features'].map(withPlane) };
}

function withPlane(feature: unknown): unknown {
  const geometry = isObject(feature) ? feature['geometry'] : undefined;
  if (!isObject(feature) || !isObject(geometry) || !isObject(geometry['plane'])) return feature;
  const properties = isObject(feature['properties']) ? feature['properties'] : {};
  const slice = { axis: 'k', index: geometry['plane']['z'] };
  return { ...feature, properties: { slice, ...properties } };
}
