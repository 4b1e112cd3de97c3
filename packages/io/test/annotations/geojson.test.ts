import { traceContours } from '@medicosam/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GeoJsonFile, type GeoJsonPosition, readGeoJson, writeGeoJson } from '../../src/geojson.js';
import { arbitraryMask, areaOf, HARD_MASKS, maskOf } from './masks.js';

/** The rings of all polygons of a file, outer ones and holes. */
function ringsOf({ features }: GeoJsonFile) {
  const polygons = features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon'
      ? geometry.coordinates.length === 0
        ? []
        : [geometry.coordinates]
      : geometry.coordinates,
  );
  return {
    outers: polygons.map(([outer]) => outer as readonly GeoJsonPosition[]),
    holes: polygons.flatMap(([, ...holes]) => holes),
  };
}

/** The signed area of a closed ring: above 0 where it runs anticlockwise with y up. */
function areaOfRing(ring: readonly GeoJsonPosition[]): number {
  let sum = 0;
  for (const [i, [x, y]] of ring.slice(0, -1).entries()) {
    const [nextX, nextY] = ring[i + 1] as GeoJsonPosition;
    sum += x * nextY - nextX * y;
  }
  return sum / 2;
}

const square = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
  [0, 0],
];
const SIZE = { width: 4, height: 3 };
const polygon = { type: 'Polygon', coordinates: [square] };
const feature = (geometry: unknown, properties: unknown = {}) => ({ type: 'Feature', geometry, properties });
const SQUARE = maskOf('##..', '##..', '....');

describe('a file that is written', () => {
  it('is a Feature of QuPath, with corners of pixels', () => {
    const mask = maskOf('....', '.##.', '.##.');
    const file = writeGeoJson([
      {
        mask,
        id: 'a',
        name: 'Lesion 1',
        category: 'Tumor',
        colour: [0.8, 0, 1],
        properties: { isLocked: true },
      },
      { mask, colour: [1, 0, 0], properties: { objectType: 'detection', name: 'is replaced not' } },
    ]);
    const coordinates = [
      [
        [1, 1],
        [3, 1],
        [3, 3],
        [1, 3],
        [1, 1],
      ],
    ];
    expect(file).toEqual({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: 'a',
          geometry: { type: 'Polygon', coordinates },
          properties: {
            objectType: 'annotation',
            isLocked: true,
            name: 'Lesion 1',
            classification: { name: 'Tumor', color: [204, 0, 255] },
          },
        },
        {
          type: 'Feature',
          geometry: { type: 'Polygon', coordinates },
          properties: { objectType: 'detection', name: 'is replaced not', color: [255, 0, 0] },
        },
      ],
    });
  });

  it('has closed rings that run as the RFC wants, and areas that are numbers of pixels', () => {
    fc.assert(
      fc.property(arbitraryMask, (mask) => {
        const { outers, holes } = ringsOf(writeGeoJson([{ mask }]));
        for (const ring of [...outers, ...holes]) {
          expect(ring.length).toBeGreaterThan(4);
          expect(ring.at(-1)).toEqual(ring[0]);
        }
        expect(outers.every((ring) => areaOfRing(ring) > 0)).toBe(true);
        expect(holes.every((ring) => areaOfRing(ring) < 0)).toBe(true);
        expect([...outers, ...holes].reduce((sum, ring) => sum + areaOfRing(ring), 0)).toBe(areaOf(mask));
      }),
      { numRuns: 150 },
    );
  });

  it('has a hole, an island in it, and a polygon without coordinates for nothing', () => {
    const masks = ['an island in a hole', 'nothing'].map((name) => ({
      mask: HARD_MASKS[name] ?? maskOf(''),
    }));
    const [ring, nothing] = writeGeoJson(masks).features.map(({ geometry }) => geometry);
    expect(ring?.type).toBe('MultiPolygon');
    expect(ring?.coordinates.map((one) => one.length)).toEqual([2, 1]);
    expect(nothing).toEqual({ type: 'Polygon', coordinates: [] });
  });

  it.each([
    ['an empty name', { name: '' }, 'INVALID_ARGUMENT'],
    ['a category that is no text', { category: 3 as unknown as string }, 'INVALID_ARGUMENT'],
    ['a colour beyond 1', { colour: [255, 0, 0] as const }, 'INVALID_ARGUMENT'],
    ['an id that is no number', { id: Number.NaN }, 'INVALID_ARGUMENT'],
    ['bits that do not fit', { mask: { bits: new Uint8Array(3), width: 2, height: 1 } }, 'IMAGE_INVALID'],
  ])('is refused for %s', (_, change, code) => {
    expect(() => writeGeoJson([{ mask: maskOf('#'), ...change }])).toThrow(expect.objectContaining({ code }));
  });
});

describe('a file that is read back', () => {
  it('has any mask', () => {
    fc.assert(
      fc.property(fc.tuple(arbitraryMask, fc.option(arbitraryMask)), ([mask, other]) => {
        const text = JSON.stringify(writeGeoJson([{ mask }, ...(other ? [{ mask: other }] : [])]));
        const { objects, warnings } = readGeoJson(text, mask);
        expect(warnings).toEqual([]);
        expect(objects).toHaveLength(other ? 2 : 1);
        expect(objects[0]?.toMask()).toEqual(mask);
        expect(objects[0]?.contours).toEqual(traceContours(mask));
      }),
      { numRuns: 150 },
    );
  });

  it.each(Object.entries(HARD_MASKS))('has %s', (_, mask) => {
    const bytes = new TextEncoder().encode(JSON.stringify(writeGeoJson([{ mask, name: 'a' }])));
    const [object] = readGeoJson(bytes, mask).objects;
    expect(object?.toMask()).toEqual(mask);
    expect(object?.name).toBe('a');
  });

  it('has what it was written with, to be written again', () => {
    const mask = maskOf('.#', '##');
    const first = writeGeoJson([
      {
        mask,
        id: 5,
        name: 'Käse',
        category: 'Food',
        colour: [0.2, 0.4, 1],
        properties: { metadata: { a: '1' } },
      },
      { mask, colour: [0, 1, 0] },
    ]);
    const { objects } = readGeoJson(first, mask);
    expect(objects[0]).toMatchObject({ id: 5, name: 'Käse', category: 'Food' });
    expect(writeGeoJson(objects.map((object) => ({ ...object, mask: object.toMask() })))).toEqual(first);
  });
});

describe('a file of others', () => {
  it.each([
    ['a FeatureCollection', { type: 'FeatureCollection', features: [feature(polygon)] }],
    ['an array of Features', [feature(polygon)]],
    ['a Feature', feature(polygon)],
    ['a Feature without properties', { type: 'Feature', geometry: polygon, properties: null }],
    ['a geometry', polygon],
    ['an array of geometries', [polygon]],
    ['rings the other way', { type: 'Polygon', coordinates: [square.toReversed()] }],
    ['a ring that is not closed', { type: 'Polygon', coordinates: [square.slice(1)] }],
    ['heights', { type: 'Polygon', coordinates: [square.map((position) => [...position, 8])] }],
    ['a MultiPolygon', { type: 'MultiPolygon', coordinates: [[square], [square]] }],
    [
      'a GeometryCollection',
      { type: 'GeometryCollection', geometries: [polygon, { type: 'Polygon', coordinates: [] }] },
    ],
  ])('may be %s', (_, file) => {
    const { objects, warnings } = readGeoJson(file, SIZE);
    expect(objects.map((object) => object.toMask())).toEqual([SQUARE]);
    expect(warnings).toEqual([]);
  });

  it('has names, categories and colours as QuPath wrote them over the years', () => {
    const read = (properties: unknown) => {
      const [{ toMask: _, contours: __, properties: all, ...facts } = {} as never] = readGeoJson(
        feature(polygon, properties),
        SIZE,
      ).objects;
      expect(all).toEqual(properties);
      return facts;
    };
    const red = [1, 0, 0];
    expect(read({ classification: { name: 'A', colorRGB: -65536 } })).toEqual({ category: 'A', colour: red });
    expect(read({ classification: { names: ['A', 'B'], color: [255, 0, 0] } })).toEqual({
      category: 'A: B',
      colour: red,
    });
    expect(read({ classification: 'A', color: [255, 0, 0], name: 'n' })).toEqual({
      ...{ name: 'n', category: 'A' },
      colour: red,
    });
    expect(read({ color: '#ff0000', name: 3, classification: [] })).toEqual({});
  });

  it('has Features without a place, which are empty', () => {
    const { objects } = readGeoJson(feature(null, { name: 'n' }), SIZE);
    expect(objects[0]?.toMask()).toEqual(maskOf('....', '....', '....'));
    expect(objects[0]?.name).toBe('n');
  });

  it('has points and lines, which are left out with a warning', () => {
    const point = { type: 'Point', coordinates: [1, 1] };
    const both = {
      type: 'GeometryCollection',
      geometries: [{ type: 'LineString', coordinates: [] }, polygon],
    };
    const { objects, warnings } = readGeoJson([feature(point), feature(both)], SIZE);
    expect(objects.map((object) => object.toMask())).toEqual([SQUARE]);
    expect(warnings).toEqual([
      { code: 'GEOMETRY_SKIPPED', message: '[0].geometry, a Point, and 1 more, without an area: not read.' },
    ]);
  });

  const nested = (depth: number): unknown =>
    depth === 0 ? polygon : { type: 'GeometryCollection', geometries: [nested(depth - 1)] };

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['a number', 3, 'the whole is not an object'],
    ['another kind', { type: 'Topology' }, 'type is not a kind of geometry'],
    ['no features', { type: 'FeatureCollection' }, 'features is not an array'],
    ['a kind of the prototype', feature({ type: 'constructor' }), 'geometry.type is not a kind'],
    ['no coordinates', feature({ type: 'Polygon' }), 'geometry.coordinates is not an array'],
    ['a ring of two', { type: 'Polygon', coordinates: [square.slice(0, 2)] }, 'coordinates[0] is not a ring'],
    [
      'a position of one number',
      { type: 'Polygon', coordinates: [[[1]]] },
      'coordinates[0][0] is not a position',
    ],
    ['a far place', { type: 'Polygon', coordinates: [[[1, 1e300]]] }, 'coordinates[0][0] is not a position'],
    ['properties that are none', feature(polygon, 3), 'properties is not an object'],
    ['an id that is none', { ...feature(polygon), id: {} }, 'id is not a number'],
    ['collections of collections', nested(17), 'is not within 16 collections'],
  ])('is FORMAT_INVALID for %s', (_, file, message) => {
    expect(() => readGeoJson(file, SIZE)).toThrow(expect.objectContaining({ code: 'FORMAT_INVALID' }));
    expect(() => readGeoJson(file, SIZE)).toThrow(message);
  });

  it('is refused beyond the limits, before memory is taken', () => {
    const refused = expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' });
    expect(() => readGeoJson(polygon, { width: 1e9, height: 1e9 })).toThrow(refused);
    expect(() => readGeoJson(polygon, { ...SIZE, maxPixels: 11 })).toThrow(refused);
    const zigzag = Array.from({ length: 20_000 }, (_, i) => [i / 2, (i % 2) * 1e4]);
    const size = { width: 10_000, height: 10_000 };
    expect(() => readGeoJson({ type: 'Polygon', coordinates: [zigzag] }, size)).toThrow(refused);
    const everything = [
      [0, 0],
      [1e4, 0],
      [1e4, 1e4],
      [0, 1e4],
      [0, 0],
    ];
    const many = Array.from({ length: 41 }, () => [everything]);
    expect(() => readGeoJson({ type: 'MultiPolygon', coordinates: many }, size)).toThrow(refused);
    expect(() => readGeoJson(JSON.parse(`${'['.repeat(1e5)}${']'.repeat(1e5)}`), SIZE)).toThrow(
      expect.objectContaining({ code: 'FORMAT_INVALID' }),
    );
  });

  it('is not refused for many small parts', () => {
    const parts = Array.from({ length: 5000 }, (_, i) => {
      const [x, y] = [(i % 100) * 10, Math.floor(i / 100) * 10];
      return [
        [
          [x, y],
          [x + 9, y],
          [x + 9, y + 9],
          [x, y + 9],
          [x, y],
        ],
      ];
    });
    const size = { width: 1000, height: 500 };
    const { objects } = readGeoJson(
      { type: 'MultiPolygon', coordinates: parts },
      { ...size, maxPixels: 500_000 },
    );
    expect(objects[0] && areaOf(objects[0].toMask())).toBe(5000 * 81);
  });

  it.each([Number.NaN, 0, -1, 1.5, '4', undefined])('is not read for a width of %s', (width) => {
    expect(() => readGeoJson(polygon, { width: width as number, height: 3 })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it('does not reach the prototype of anything', () => {
    const text = `{"type":"Feature","geometry":null,"properties":{"__proto__":{"name":"x","polluted":1}}}`;
    const { objects } = readGeoJson(text, SIZE);
    expect(objects[0]?.name).toBeUndefined();
    const again = writeGeoJson(objects.map((object) => ({ ...object, mask: object.toMask() })));
    expect(Object.keys(again.features[0]?.properties ?? {})).toEqual(['objectType', '__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
