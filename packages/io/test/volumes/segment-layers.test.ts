import type { PixelVolume } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { readNrrd, writeSegNrrd } from '../../src/nrrd.js';

const layer = (...data: number[]): PixelVolume => ({
  data: Uint8Array.from(data),
  width: 3,
  height: 1,
  depth: 2,
  channels: 1,
  geometry: { origin: [1, 2, 3], spacing: [1, 2, 4], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
});
const layers = [layer(1, 1, 2, 0, 0, 0), layer(0, 1, 1, 1, 0, 0)];
const segments = [
  { labelValue: 1, name: 'a' },
  { labelValue: 2, name: 'b' },
  { labelValue: 1, name: 'c', id: 'third', layer: 1 },
];

describe('layers of a segmentation', () => {
  it('come back, each with its segments, in the place of the first', () => {
    const bytes = writeSegNrrd(layers, segments);
    for (const [index, { data, geometry }] of layers.entries()) {
      const read = readNrrd(bytes, { volume: index });
      expect([read.volumeCount, read.volume.data]).toEqual([2, data]);
      expect(read.volume.geometry).toEqual(geometry);
    }
    expect(
      readNrrd(bytes, { volume: 0 }).segments.map(({ name, layer, extent }) => [name, layer, extent]),
    ).toEqual([
      ['a', 0, [0, 1, 0, 0, 0, 0]],
      ['b', 0, [2, 2, 0, 0, 0, 0]],
      ['c', 1, [0, 2, 0, 0, 0, 1]],
    ]);
  });

  it('keep 16 bits', () => {
    const wide = layers.map((own, at) => ({
      ...own,
      data: Uint16Array.from(own.data, (value) => value * (300 + at)),
    }));
    const described = [300, 600].map((labelValue) => ({ labelValue, name: `${labelValue}` }));
    const bytes = writeSegNrrd(wide, [...described, { labelValue: 301, name: '301', layer: 1 }]);
    expect(readNrrd(bytes, { volume: 1 }).volume.data).toEqual(Uint16Array.of(0, 301, 301, 301, 0, 0));
  });

  it.each<[string, readonly PixelVolume[], typeof segments, RegExp]>([
    ['a value that another layer describes', layers, segments.slice(0, 2), /value 1/],
    ['a layer that there is not', layers, [{ labelValue: 1, name: 'a', layer: 2 } as never], /layer 2/],
    ['layers of two sizes', [layer(1), { ...layer(1), width: 1 }], segments, /./],
    [
      'layers of two types',
      [layer(0, 0, 0, 0, 0, 0), { ...layer(), data: new Uint16Array(6) }],
      [],
      /one size and type/,
    ],
    ['no layer', [], [], /at least one/],
  ])('are refused: %s', (_, volumes, described, message) => {
    expect(() => writeSegNrrd(volumes, described)).toThrow(message);
  });
});
