import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { hashImage, type PixelImage } from '../../src/index.js';

const base: PixelImage = { data: Uint16Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2 };

afterEach(() => vi.unstubAllGlobals());

test('is the SHA-256 of the values’ hash and of what makes an image of them', async () => {
  const sha = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
  const values = sha(new Uint8Array((base.data as Uint16Array).buffer));
  expect(await hashImage(base)).toBe(sha(JSON.stringify(['Uint16Array', 3, 2, 1, 1, 0, false, values])));
});

test.each<[string, PixelImage]>([
  ['value', { ...base, data: Uint16Array.of(1, 2, 3, 4, 5, 7) }],
  ['type', { ...base, data: Int16Array.of(1, 2, 3, 4, 5, 6) }],
  ['shape', { ...base, width: 2, height: 3 }],
  ['rescale', { ...base, rescale: { slope: 1, intercept: -1024 } }],
  ['polarity', { ...base, photometric: 'MONOCHROME1' }],
])('another %s is another hash', async (_, image) => {
  expect(await hashImage(image)).not.toBe(await hashImage(base));
});

test('a view, shared memory, clamped bytes and windows do not change it', async () => {
  const bytes = Uint8Array.of(9, 1, 2, 3, 4);
  const plain = await hashImage({ data: bytes.slice(1), width: 2, height: 2 });
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  shared.set([1, 2, 3, 4]);
  for (const data of [bytes.subarray(1), shared, Uint8ClampedArray.of(1, 2, 3, 4)]) {
    expect(await hashImage({ data, width: 2, height: 2, windows: [{ center: 1, width: 2 }] })).toBe(plain);
  }
});

test('is undefined where the platform has no SHA-256', async () => {
  vi.stubGlobal('crypto', {});
  expect(await hashImage(base)).toBeUndefined();
});

test('of what is no image is IMAGE_INVALID', async () => {
  await expect(hashImage({ ...base, width: 4 })).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
});
