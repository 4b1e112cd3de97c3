import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexToLps, type PixelVolume, sliceVolume } from '../../src/index.js';

const sizes = fc.integer({ min: 1, max: 5 });

const volumes: fc.Arbitrary<PixelVolume & { channels: number }> = fc
  .record({ width: sizes, height: sizes, depth: sizes, channels: fc.constantFrom(1, 3) })
  .map(({ width, height, depth, channels }) => ({
    data: Int16Array.from({ length: width * height * depth * channels }, (_, i) => i - 7),
    width,
    height,
    depth,
    channels,
    geometry: { origin: [1, 2, 3], spacing: [0.5, 0.75, 2], direction: [0, 0, 1, 1, 0, 0, 0, 1, 0] },
  }));

/** Index of the volume at (x, y) of a slice. */
const indexOf = {
  k: (x: number, y: number, n: number) => [x, y, n],
  j: (x: number, y: number, n: number) => [x, n, y],
  i: (x: number, y: number, n: number) => [n, x, y],
} as const;

describe('sliceVolume', () => {
  it.each(['i', 'j', 'k'] as const)('across %s holds the right values at the right places', (axis) => {
    fc.assert(
      fc.property(volumes, fc.nat(4), (volume, raw) => {
        const count = { i: volume.width, j: volume.height, k: volume.depth }[axis];
        const n = raw % count;
        const slice = sliceVolume(volume, axis, n);
        expect(slice.data).toBeInstanceOf(Int16Array);
        expect(slice.data).toHaveLength(slice.width * slice.height * volume.channels);
        for (let y = 0; y < slice.height; y++) {
          for (let x = 0; x < slice.width; x++) {
            const [i = 0, j = 0, k = 0] = indexOf[axis](x, y, n);
            const from = ((k * volume.height + j) * volume.width + i) * volume.channels;
            const to = (y * slice.width + x) * volume.channels;
            for (let c = 0; c < volume.channels; c++) expect(slice.data[to + c]).toBe(volume.data[from + c]);
            if (slice.geometry === undefined || volume.geometry === undefined) throw new Error('no geometry');
            expect(indexToLps(slice.geometry, [x, y, 0])).toEqual(indexToLps(volume.geometry, [i, j, k]));
          }
        }
      }),
    );
  });

  const volume: PixelVolume = {
    data: new Uint8Array(24),
    width: 4,
    height: 3,
    depth: 2,
    rescale: { slope: 2, intercept: 1 },
  };

  it('across k is a view', () => {
    expect(sliceVolume(volume, 'k', 1).data.buffer).toBe(volume.data.buffer);
    expect(sliceVolume(volume, 'j', 1).data.buffer).not.toBe(volume.data.buffer);
  });

  it('keeps the rescale and has no depth', () => {
    const slice = sliceVolume(volume, 'i', 3);
    expect(slice.rescale).toEqual(volume.rescale);
    expect('depth' in slice).toBe(false);
  });

  it.each([
    ['k', 2],
    ['j', -1],
    ['i', 0.5],
  ] as const)('refuses slice %s = %d', (axis, index) => {
    expect(() => sliceVolume(volume, axis, index)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it('refuses a volume whose length does not fit', () => {
    const invalid = expect.objectContaining({ code: 'IMAGE_INVALID' });
    expect(() => sliceVolume({ ...volume, depth: 5 }, 'k', 0)).toThrow(invalid);
    expect(() => sliceVolume({ ...volume, depth: 0 }, 'k', 0)).toThrow(invalid);
  });
});
