import { type BinaryMask, isMedicoSamError } from '@medicosam/core';
import { describe, expect, test } from 'vitest';
import { readCoco, writeCoco } from '../../src/coco.js';
import { readGeoJson, writeGeoJson } from '../../src/geojson.js';
import { CONSTANT_BYTES, CostMeter, SLOWEST_SECONDS } from '../cost-meter.js';
import { createRandom, mutate } from '../mutate.js';
import { HARD_MASKS } from './masks.js';

type Random = (limit: number) => number;

const masks = Object.values(HARD_MASKS);
const images = masks.map(({ width, height }, index) => ({ fileName: `${index}.png`, width, height }));
const annotations = masks.map((mask, image) => ({ image, mask, category: `kind ${image % 3}`, score: 0.5 }));
const coco = writeCoco({ images, annotations });
const polygons = coco.annotations.map((annotation) => ({
  ...annotation,
  segmentation: [
    [0, 0, 3, 0, 3, 2, 0, 2],
    [1, 1, 9, 1, 9, 9],
  ],
}));
const geojson = writeGeoJson(
  masks.map((mask, id) => ({ mask, id, name: `n ${id}`, category: 'Tumor', colour: [1, 0, 0] })),
);

const formats: readonly (readonly [
  name: string,
  originals: readonly unknown[],
  read: (bytes: Uint8Array) => readonly BinaryMask[],
])[] = [
  [
    'COCO',
    [coco, writeCoco({ images, annotations, counts: 'plain' }), { ...coco, annotations: polygons }],
    (bytes) => readCoco(bytes).annotations.map((annotation) => annotation.toMask()),
  ],
  [
    'GeoJSON',
    [geojson, geojson.features, geojson.features[9], geojson.features[9]?.geometry],
    (bytes) => readGeoJson(bytes, { width: 7, height: 9 }).objects.map((object) => object.toMask()),
  ],
];

const ODD_VALUES = [null, true, -1, 0.5, 1e9, 1e308, 2 ** 53, '', '__proto__', 'o', [], {}, [[]], [null]];

/** Another value somewhere in a JSON value, which stays JSON. */
function misplace(value: unknown, random: Random): unknown {
  const isLeaf = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  if (isLeaf || random(12) === 0) return ODD_VALUES[random(ODD_VALUES.length)];
  const keys = Object.keys(value);
  const key = keys[random(keys.length)] as string;
  const changed = misplace((value as Record<string, unknown>)[key], random);
  if (Array.isArray(value)) return value.map((item, index) => (`${index}` === key ? changed : item));
  return { ...value, [key]: changed };
}

/** Reads damaged files, half of them damaged in their bytes, half in their values. */
async function fuzz(
  originals: readonly unknown[],
  read: (bytes: Uint8Array) => readonly BinaryMask[],
  count: number,
  random: Random,
) {
  const meter = new CostMeter();
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const original = originals[i % originals.length];
    const text = JSON.stringify(random(2) ? misplace(original, random) : original);
    const bytes = new TextEncoder().encode(text);
    const damaged = text === JSON.stringify(original) ? mutate(bytes, random) : bytes;
    try {
      const found = await meter.measure(`${i}`, damaged.byteLength, () => read(damaged));
      for (const { bits, width, height } of found) expect(bits.length).toBe(width * height);
    } catch (error) {
      const isTyped = isMedicoSamError(error, 'FORMAT_INVALID', 'FORMAT_UNSUPPORTED');
      expect(isTyped, `${i}: ${error}`).toBe(true);
      refused++;
    }
  }
  return { refused, meter };
}

describe.each(formats)('damaged %s files', (_, originals, read) => {
  test('500 give masks or a typed error', { timeout: 60_000 }, async () => {
    const { refused, meter } = await fuzz(originals, read, 500, createRandom(20_265));
    expect(meter.largest.cost, meter.largest.of).toBeLessThan(CONSTANT_BYTES);
    expect(refused).toBeGreaterThan(100);
  });

  test.runIf(process.env['MEDICOSAM_PROVE'])(
    '20,000 do, each within two seconds',
    { timeout: 1_800_000 },
    async () => {
      const { refused, meter } = await fuzz(originals, read, 20_000, createRandom(20_266));
      expect(refused).toBeGreaterThan(4000);
      expect(meter.slowest.cost, meter.slowest.of).toBeLessThan(SLOWEST_SECONDS);
      expect(meter.largest.cost, meter.largest.of).toBeLessThan(CONSTANT_BYTES);
    },
  );
});
