/**
 * GeoJSON polygons in and out, in pixels as QuPath has them.
 *
 * @module
 */
export type {
  GeoJsonFeature,
  GeoJsonFile,
  GeoJsonMultiPolygon,
  GeoJsonPolygon,
  GeoJsonPosition,
} from './geojson/geojson-file.js';
export {
  type GeoJsonObject,
  type GeoJsonObjects,
  type ReadGeoJsonOptions,
  readGeoJson,
} from './geojson/read-geojson.js';
export { type GeoJsonObjectToWrite, writeGeoJson } from './geojson/write-geojson.js';
export { DEFAULT_LIMITS, type DecodeLimits } from './limits.js';
export type { Rgb } from './nrrd/segment-colours.js';
