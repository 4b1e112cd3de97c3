import { describe, expect, it } from 'vitest';
import { checkImage, type PixelImage } from '../../src/index.js';

const image = (length: number, width: number, height: number, rest: object = {}): PixelImage => ({
  data: new Uint8Array(length),
  width,
  height,
  ...rest,
});

describe('checkImage', () => {
  it.each([1, 3, 4])('derives %i channel(s) from the length', (channels) => {
    expect(checkImage(image(6 * channels, 2, 3)).channels).toBe(channels);
  });

  it('takes the shape of the DOM’s ImageData', () => {
    const { channels } = checkImage({
      data: new Uint8ClampedArray(24),
      width: 3,
      height: 2,
      colorSpace: 'srgb',
    } as PixelImage);
    expect(channels).toBe(4);
  });

  it('hands on pixels without a copy, and everything else', () => {
    const given = image(6, 2, 3, { photometric: 'MONOCHROME1', windows: [{ center: 1, width: 2 }] });
    expect(checkImage(given)).toEqual({ ...given, channels: 1 });
    expect(checkImage(given).data).toBe(given.data);
  });

  it.each<[string, PixelImage, RegExp]>([
    ['no pixel', image(0, 0, 0), /0 × 0/],
    ['a fractional size', image(6, 1.5, 4), /1.5 × 4/],
    ['a negative size', image(6, -2, -3), /-2 × -3/],
    ['a length that fits no number of channels', image(7, 2, 3), /7 values/],
    ['a length that does not fit its channels', image(6, 2, 3, { channels: 3 }), /18 values, got 6/],
    ['two channels', image(12, 2, 3, { channels: 2 }), /1, 3 or 4 channels, got 2/],
    ['two derived channels', image(12, 2, 3), /12 values/],
    ['an emptied buffer', image(0, 2, 3, { channels: 1 }), /got 0/],
    ['an infinite rescale', image(6, 2, 3, { rescale: { slope: Infinity, intercept: 0 } }), /Infinity/],
    ['an ordinary array', { data: [1, 2, 3] as never, width: 3, height: 1 }, /Array/],
    ['64-bit integers', { data: new BigInt64Array(3) as never, width: 3, height: 1 }, /BigInt64Array/],
    ['no data', { data: undefined as never, width: 3, height: 1 }, /Undefined/],
  ])('refuses %s, and says the sizes', (_, given, message) => {
    expect(() => checkImage(given)).toThrow(
      expect.objectContaining({ code: 'IMAGE_INVALID', message: expect.stringMatching(message) }),
    );
  });
});
