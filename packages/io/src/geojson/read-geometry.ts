import type { JsonValue } from '../json/json-value.js';
import { type CornerPolygon, type CornerRing, isCoordinate } from '../polygons/corner-polygon.js';

/** A geometry without an area, and where it is. */
export interface SkippedGeometry {
  readonly path: string;
  readonly type: string;
}

const WITHOUT_AREA: ReadonlySet<unknown> = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString']);
/** Collections of collections, which nobody means: the RFC advises against one. */
const DEEPEST = 16;

/**
 * The outlines of a geometry with their holes.
 *
 * @param skipped - takes the geometries without an area
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function readGeometry(geometry: JsonValue, skipped: SkippedGeometry[], depth = 0): CornerPolygon[] {
  const type = geometry.field('type');
  if (type.value === 'GeometryCollection') {
    if (depth === DEEPEST) throw geometry.invalid(`within ${DEEPEST} collections at most`);
    return geometry
      .field('geometries')
      .items()
      .flatMap((one) => readGeometry(one, skipped, depth + 1));
  }
  if (WITHOUT_AREA.has(type.value)) {
    skipped.push({ path: geometry.path, type: type.text() });
    return [];
  }
  const coordinates = geometry.field('coordinates');
  if (type.value === 'Polygon') return readPolygon(coordinates);
  if (type.value === 'MultiPolygon') return coordinates.items().flatMap(readPolygon);
  throw type.invalid('a kind of geometry');
}

/** An outline with its holes; none where there are no rings. */
function readPolygon(polygon: JsonValue): CornerPolygon[] {
  const [outer, ...holes] = polygon.items().map(readRing);
  return outer ? [[outer, ...holes]] : [];
}

/** A ring without the position that closes it. One that is not closed is meant to be. */
function readRing(ring: JsonValue): CornerRing {
  const positions = ring.array();
  const coordinates = new Float64Array(2 * positions.length);
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i];
    const x: unknown = Array.isArray(position) ? position[0] : undefined;
    const y: unknown = Array.isArray(position) ? position[1] : undefined;
    if (!isCoordinate(x) || !isCoordinate(y)) throw ring.item(i).invalid('a position: x and y in pixels');
    coordinates[2 * i] = x;
    coordinates[2 * i + 1] = y;
  }
  const [x, y] = coordinates.subarray(-2);
  const isClosed = positions.length > 1 && coordinates[0] === x && coordinates[1] === y;
  const open = isClosed ? coordinates.subarray(0, -2) : coordinates;
  if (open.length < 6) throw ring.invalid('a ring of three positions or more, and the first again');
  return open;
}
