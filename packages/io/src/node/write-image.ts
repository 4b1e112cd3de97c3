import { extname } from 'node:path';
import type { BinaryMask, PixelImage } from '@medicosam/core';
import { encodeImage } from '../encode-image.js';
import { writeFileAtomic } from './write-file-atomic.js';

/**
 * Writes an image or mask to disk, in the format of the path's extension, whole or not at all.
 *
 * @throws MedicoSamError `FILE_UNWRITABLE`; `FORMAT_UNSUPPORTED` and `IMAGE_INVALID` as {@link encodeImage}.
 */
export async function writeImage(path: string, image: PixelImage | BinaryMask): Promise<void> {
  await writeFileAtomic(path, await encodeImage(image, extname(path).slice(1)));
}
