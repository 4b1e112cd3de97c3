import { describe, expect, it } from 'vitest';
import { decodeJpeg, encodeJpeg, jpegOrientation } from '../src/jpeg.js';
import { expectedImages, fixture } from './fixture.js';

const maxDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
const meanDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))).reduce((sum, d) => sum + d, 0) /
  a.length;

describe('decodeJpeg', () => {
  it.each(expectedImages.jpeg)('reads $file as libjpeg does', ({ file, width, height, channels, pixels }) => {
    const image = decodeJpeg(fixture(file));
    expect(image).toMatchObject({ width, height, channels });
    expect(image.data).toHaveLength(pixels.length);
    // Chroma at half the size is interpolated by libjpeg and repeated here.
    const isSubsampled = file.includes('420');
    expect(maxDifference(image.data, pixels)).toBeLessThanOrEqual(isSubsampled ? 24 : 4);
    expect(meanDifference(image.data, pixels)).toBeLessThan(isSubsampled ? 4 : 1);
  });

  it('keeps grey at one channel', () => {
    expect(decodeJpeg(fixture('grey.jpg'))).toMatchObject({ channels: 1, width: 40, height: 24 });
  });

  it('keeps pixels as stored and tells the orientation apart', () => {
    const turned = fixture('rgb_orientation_6.jpg');
    expect(decodeJpeg(turned)).toEqual(decodeJpeg(fixture('rgb_444.jpg')));
    expect(jpegOrientation(turned)).toBe(6);
    expect(jpegOrientation(fixture('rgb_444.jpg'))).toBe(1);
  });

  it('refuses CMYK, with what to do', () => {
    expect(() => decodeJpeg(fixture('cmyk.jpg'))).toThrow(
      expect.objectContaining({ code: 'FORMAT_UNSUPPORTED', hint: expect.stringContaining('RGB') }),
    );
  });

  it.each([
    ['lossless', 0xc3, 8],
    ['arithmetic', 0xc9, 8],
    ['12-bit', 0xc1, 12],
  ])('refuses %s files', (_, marker, precision) => {
    const bytes = fixture('grey.jpg');
    const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
    bytes[frame + 1] = marker;
    bytes[frame + 4] = precision;
    expect(() => decodeJpeg(bytes)).toThrow(expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }));
  });

  it('refuses a file cut off anywhere', () => {
    const bytes = fixture('rgb_420_restart.jpg');
    for (let length = 3; length < bytes.byteLength - 1; length += 11) {
      expect(() => decodeJpeg(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'FORMAT_INVALID' }),
      );
    }
  });

  it('refuses a header that claims more pixels than the bytes can hold, at once', () => {
    const bytes = fixture('rgb_444.jpg');
    const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
    bytes.set([0x0f, 0xff, 0x0f, 0xff], frame + 5);
    const start = performance.now();
    expect(() => decodeJpeg(bytes)).toThrow(expect.objectContaining({ code: 'FORMAT_INVALID' }));
    expect(performance.now() - start).toBeLessThan(200);
    expect(() => decodeJpeg(bytes, { maxPixels: 1e6 })).toThrow(
      expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }),
    );
  });
});

describe('encodeJpeg', () => {
  const image = decodeJpeg(fixture('rgb_444.jpg'));

  it('writes what decodeJpeg reads, closely', () => {
    const back = decodeJpeg(encodeJpeg(image, { quality: 100 }));
    expect(back).toMatchObject({ width: 40, height: 24, channels: 3 });
    expect(maxDifference(back.data, image.data)).toBeLessThanOrEqual(4);
  });

  it('writes the same bytes where there is no Buffer', () => {
    const expected = encodeJpeg(image);
    const { Buffer: kept } = globalThis;
    Reflect.deleteProperty(globalThis, 'Buffer');
    try {
      expect(encodeJpeg(image)).toEqual(expected);
      expect('Buffer' in globalThis).toBe(false);
    } finally {
      globalThis.Buffer = kept;
    }
  });

  it('refuses 16 bits and a quality out of range', () => {
    expect(() => encodeJpeg({ data: new Uint16Array(4), width: 2, height: 2 })).toThrow(
      expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }),
    );
    expect(() => encodeJpeg(image, { quality: 0 })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
