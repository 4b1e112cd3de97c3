import { afterEach, describe, expect, it } from 'vitest';
import { decodeImage, encodeImage, imageFormats } from '../src/index.js';
import { fixture } from './fixture.js';

describe('decodeImage', () => {
  it('tells the format by the first bytes', async () => {
    expect(await decodeImage(fixture('rgb_8.png'))).toMatchObject({ width: 19, channels: 3 });
    expect(await decodeImage(fixture('grey.jpg'))).toMatchObject({ width: 40, channels: 1 });
  });

  it('refuses what it does not know and names what it does', async () => {
    const gif = new TextEncoder().encode('GIF89a');
    await expect(decodeImage(gif)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      message: expect.stringMatching(/47 49 46 38.*PNG, JPEG/),
    });
    await expect(decodeImage(new Uint8Array())).rejects.toMatchObject({ code: 'FORMAT_UNSUPPORTED' });
    await expect(decodeImage(gif, { format: 'gif' })).rejects.toMatchObject({ code: 'FORMAT_UNSUPPORTED' });
  });

  it('passes the limits on', async () => {
    await expect(decodeImage(fixture('grey.jpg'), { maxPixels: 100 })).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
  });
});

describe('imageFormats', () => {
  afterEach(() => imageFormats.delete('raw'));

  it('takes a format of the application', async () => {
    imageFormats.set('raw', {
      title: 'Raw',
      extensions: ['raw'],
      mediaType: 'application/octet-stream',
      matches: (bytes) => bytes[0] === 1,
      load: async () => ({
        decode: (bytes) => ({ data: bytes.slice(1), width: bytes.length - 1, height: 1, channels: 1 }),
      }),
    });
    expect(await decodeImage(Uint8Array.of(1, 8, 9))).toMatchObject({ width: 2 });
    await expect(encodeImage({ data: Uint8Array.of(1), width: 1, height: 1 }, 'raw')).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
  });
});

describe('encodeImage', () => {
  const image = { data: Uint8Array.of(10, 20, 30, 40), width: 2, height: 2, channels: 1 };

  it.each(['png', 'jpeg', 'jpg', 'JPG'])('writes %s', async (format) => {
    expect(await decodeImage(await encodeImage(image, format))).toMatchObject({ width: 2, height: 2 });
  });

  it('writes a mask in any format', async () => {
    const mask = { bits: Uint8Array.of(1, 0), width: 2, height: 1 };
    expect([...(await decodeImage(await encodeImage(mask, 'png'))).data]).toEqual([255, 0]);
    expect(await decodeImage(await encodeImage(mask, 'jpg'))).toMatchObject({ width: 2, height: 1 });
  });

  it('refuses an unknown extension', async () => {
    await expect(encodeImage(image, 'tif')).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      hint: expect.stringContaining('png'),
    });
  });
});
