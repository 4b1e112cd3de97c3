import { describe, expect, it } from 'vitest';
import { isTiff, readTiff, readTiffVolume } from '../../src/tiff.js';
import { sha256Of } from './c-order.js';
import { expectedVolumes, type MadeFile, volumeFixture } from './volume-fixtures.js';

describe('TIFF files that tifffile wrote', () => {
  it.each(expectedVolumes.tiff)(
    '$file',
    ({ file, shape, dtype, sha256, pages = 1, photometric }: MadeFile) => {
      const bytes = volumeFixture(file);
      expect(isTiff(bytes)).toBe(true);
      const read = readTiff(bytes);
      expect(read.pages).toHaveLength(pages);
      const { data, width, height, channels = 1, depth } = readTiffVolume(bytes);
      expect(depth).toBe(pages);
      expect([...(pages > 1 ? [pages] : []), height, width, ...(channels > 1 ? [channels] : [])]).toEqual(
        shape,
      );
      expect(data.constructor.name.toLowerCase()).toBe(`${dtype}array`);
      expect(sha256Of(data, dtype)).toBe(sha256);
      expect(read.image.data).toEqual(data.slice(0, width * height * channels));
      expect(read.image.photometric).toBe(photometric);
    },
  );

  it('of several pages give each', () => {
    const bytes = volumeFixture('stack_be.tif');
    const { data } = readTiffVolume(bytes);
    const { image, page } = readTiff(bytes, { page: 2 });
    expect(page).toBe(2);
    expect(image.data).toEqual(data.slice(2 * image.data.length));
    expect(() => readTiff(bytes, { page: 3 })).toThrow('0 to 2');
  });
});

describe('TIFF files that are refused', () => {
  /** A directory of whole numbers, and bytes behind it at `dataAt`. */
  function tiff(fields: Record<number, number>, data: Uint8Array, next = 0): Uint8Array<ArrayBuffer> {
    const tags = Object.entries(fields);
    const bytes = new Uint8Array(dataAt(tags.length) + data.length);
    const view = new DataView(bytes.buffer);
    bytes.set([0x49, 0x49, 42, 0, 8]);
    view.setUint16(8, tags.length, true);
    for (const [index, [tag, value]] of tags.entries()) {
      view.setUint16(10 + 12 * index, Number(tag), true);
      view.setUint16(12 + 12 * index, 4, true);
      view.setUint32(14 + 12 * index, 1, true);
      view.setUint32(18 + 12 * index, value, true);
    }
    view.setUint32(10 + 12 * tags.length, next, true);
    bytes.set(data, dataAt(tags.length));
    return bytes;
  }
  const dataAt = (fields: number) => 14 + 12 * fields;
  const grey = { 256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 273: dataAt(8), 278: 8, 279: 64 };
  const pixels = new Uint8Array(64).fill(7);

  it('but for the one that is right', () => {
    expect(readTiff(tiff(grey, pixels)).image).toEqual({ data: pixels, width: 8, height: 8, channels: 1 });
  });
  it.each([
    ['no TIFF', new Uint8Array(8), 'FORMAT_UNSUPPORTED'],
    ['directories in a circle', tiff(grey, pixels, 8), 'FORMAT_INVALID'],
    ['a directory beyond the end', tiff(grey, pixels, 1e6), 'FORMAT_INVALID'],
    ['a strip beyond the end', tiff({ ...grey, 279: 65 }, pixels), 'FORMAT_INVALID'],
    ['a strip that is too short', tiff({ ...grey, 279: 63 }, pixels), 'FORMAT_INVALID'],
    ['too few strips', tiff({ ...grey, 278: 4 }, pixels), 'FORMAT_INVALID'],
    ['more than a machine holds', tiff({ ...grey, 256: 1e9, 257: 1e9 }, pixels), 'FORMAT_UNSUPPORTED'],
    ['no width', tiff({ ...grey, 256: 0 }, pixels), 'FORMAT_INVALID'],
    ['LZW that is none', tiff({ ...grey, 259: 5 }, new Uint8Array(64).fill(255)), 'FORMAT_INVALID'],
    ['deflate that is none', tiff({ ...grey, 259: 8 }, pixels), 'FORMAT_INVALID'],
    ['JPEG', tiff({ ...grey, 259: 7 }, pixels), 'FORMAT_UNSUPPORTED'],
    ['CMYK', tiff({ ...grey, 262: 5 }, pixels), 'FORMAT_UNSUPPORTED'],
    ['a palette that is missing', tiff({ ...grey, 262: 3 }, pixels), 'FORMAT_INVALID'],
  ] as const)('%s', (_, bytes, code) => {
    expect(() => readTiff(bytes)).toThrow(expect.objectContaining({ code }));
  });
});
