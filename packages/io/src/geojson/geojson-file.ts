/** A GeoJSON file as JSON has it: `JSON.stringify` makes the text. */
export interface GeoJsonFile {
  readonly type: 'FeatureCollection';
  readonly features: readonly GeoJsonFeature[];
}

/** An object of a {@link GeoJsonFile}. */
export interface GeoJsonFeature {
  readonly type: 'Feature';
  readonly id?: string | number;
  readonly geometry: GeoJsonPolygon | GeoJsonMultiPolygon;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** x and y in pixels, the corner of the first pixel at 0. */
export type GeoJsonPosition = readonly [x: number, y: number];

/** An outline and the holes in it, each closed by its first position again; none of an empty mask. */
export interface GeoJsonPolygon {
  readonly type: 'Polygon';
  readonly coordinates: readonly (readonly GeoJsonPosition[])[];
}

/** Several outlines with their holes. */
export interface GeoJsonMultiPolygon {
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly (readonly (readonly GeoJsonPosition[])[])[];
}
