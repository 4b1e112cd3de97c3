import { readFile } from 'node:fs/promises';
import { MedicoSamError, type PixelImage, type Warning } from '@medicosam/core';
import { decodeImage, jpegOrientation } from '@medicosam/io';
import { errorCode } from '../system-error.js';

/** An image, and what to know about it. */
export interface InputImage {
  readonly image: PixelImage;
  readonly warnings: readonly Warning[];
}

/**
 * Reads an image file.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`, `FORMAT_UNSUPPORTED`, `FORMAT_INVALID`.
 */
export async function readInputImage(path: string): Promise<InputImage> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `The image file cannot be read (${errorCode(cause)}).`,
      hint: 'Check the path and the permissions.',
      cause,
    });
  });
  const image = await decodeImage(bytes);
  const orientation = jpegOrientation(bytes);
  if (orientation === 1) return { image, warnings: [] };
  return {
    image,
    warnings: [
      {
        code: 'EXIF_ORIENTATION',
        message: `The file asks viewers to turn or mirror it (EXIF orientation ${orientation}). Coordinates and masks are those of the pixels as stored, ${image.width} × ${image.height}.`,
      },
    ],
  };
}
