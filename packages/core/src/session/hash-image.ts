import { checkImage } from '../image/check-image.js';
import type { PixelData, PixelImage } from '../image/pixel-image.js';
import { pixelType, tagOf } from '../image/pixel-type.js';
import { sha256, TextEncoder } from '../platform.js';

/**
 * SHA-256 in hex of an image: of its stored values, their type, the size and channels, and what makes real values of
 * stored ones (`rescale`, MONOCHROME1). Windows and geometry are no part of it: a normalisation stands beside the
 * hash. Bytes are hashed as they lie in memory, which is little-endian on every platform that runs JavaScript today.
 *
 * @returns undefined where the platform has no SHA-256: a page that was not served over HTTPS.
 * @throws MedicoSamError `IMAGE_INVALID`.
 */
export async function hashImage(image: PixelImage): Promise<string | undefined> {
  const { data, width, height, channels, rescale, photometric } = checkImage(image);
  const values = await sha256(bytesOf(data));
  if (values === undefined) return undefined;
  const facts = [
    // Clamping happens when values are stored, so the two types hold the same values.
    pixelType(data)?.replace('Clamped', ''),
    width,
    height,
    channels,
    rescale?.slope ?? 1,
    rescale?.intercept ?? 0,
    photometric === 'MONOCHROME1',
    values,
  ];
  return sha256(new TextEncoder().encode(JSON.stringify(facts)));
}

function bytesOf(data: PixelData): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  // Platforms refuse to hash memory that another thread may be writing; a slice is in memory of its own.
  return tagOf(data.buffer) === 'SharedArrayBuffer' ? bytes.slice() : bytes;
}
