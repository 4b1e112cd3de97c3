import type { Warning } from '@medicosam/core';
import { decodeImage } from '../decode-image.js';
import { imageFormats } from '../image-formats.js';
import { jpegOrientation } from '../jpeg/jpeg-orientation.js';
import { volumeInfo } from './image-info.js';
import type { OpenedImages } from './opened-images.js';
import { volumeSource } from './volume-source.js';

/** Whether bytes begin as a file of io's registry does: PNG, JPEG, and what an application added. */
export const isPicture = (bytes: Uint8Array): boolean => pictureFormat(bytes) !== undefined;

const pictureFormat = (bytes: Uint8Array) =>
  [...imageFormats.values()].find((format) => format.matches(bytes.subarray(0, 512)));

/**
 * Opens a PNG or JPEG.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED`, `FORMAT_INVALID`.
 */
export async function openPicture(bytes: Uint8Array): Promise<OpenedImages> {
  const volume = { ...(await decodeImage(bytes)), depth: 1 };
  const warnings = orientationWarnings(bytes);
  const format = pictureFormat(bytes)?.title ?? 'image';
  const info = { ...volumeInfo(volume, undefined), warnings };
  return {
    format,
    items: [
      {
        title: format,
        describe: async () => info,
        read: async () => volumeSource(volume, undefined, warnings),
      },
    ],
    refused: [],
    warnings: [],
  };
}

function orientationWarnings(bytes: Uint8Array): Warning[] {
  const orientation = jpegOrientation(bytes);
  if (orientation === 1) return [];
  return [
    {
      code: 'EXIF_ORIENTATION',
      message: `The file asks viewers to turn or mirror it (EXIF orientation ${orientation}). Coordinates and masks are those of the pixels as stored.`,
    },
  ];
}
