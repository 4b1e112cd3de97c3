import { fileURLToPath } from 'node:url';
import type { PixelImage } from '@medicosam/core';
import { type DecodeOptions, decodeImage } from '../decode-image.js';
import { type ImageLocation, isBlob } from '../image-location.js';
import { fileBytes } from './file-bytes.js';

/**
 * Reads an image by its content, not its name: stored values, never rendered ones. In Node a string is a path; in a
 * browser it is an address to fetch.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; `FORMAT_UNSUPPORTED` and `FORMAT_INVALID` as {@link decodeImage}.
 */
export async function readImage(location: ImageLocation, options: DecodeOptions = {}): Promise<PixelImage> {
  if (isBlob(location)) return decodeImage(new Uint8Array(await location.arrayBuffer()), options);
  const path = typeof location === 'string' ? location : fileURLToPath(location.href);
  return decodeImage(new Uint8Array(await fileBytes(path, 'image file')), options);
}
