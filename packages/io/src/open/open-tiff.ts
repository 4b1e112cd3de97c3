import type { PixelVolume } from '@medicosam/core';
import { readTiff, readTiffVolume } from '../tiff.js';
import { volumeInfo } from './image-info.js';
import type { OpenedImages } from './opened-images.js';
import { volumeSource } from './volume-source.js';

/**
 * Opens a TIFF file: its pages are frames, and all of them the slices of a volume.
 *
 * @throws MedicoSamError as `readTiff`.
 */
export function openTiff(bytes: Uint8Array): OpenedImages {
  const { image, pages } = readTiff(bytes);
  const sourceOf = (volume: PixelVolume) => volumeSource(volume, undefined, []);
  const depth = pages.filter(({ isReduced }) => !isReduced).length;
  const name = 'pages';
  return {
    format: 'TIFF',
    items: [
      {
        title: 'TIFF',
        describe: async () => ({
          ...volumeInfo({ ...image, depth }, undefined),
          ...(pages.length > 1 && { frames: { name, count: pages.length } }),
          warnings: [],
        }),
        frames: {
          count: pages.length,
          name,
          read: async (page) =>
            sourceOf({ ...(page === 0 ? image : readTiff(bytes, { page }).image), depth: 1 }),
        },
        read: async () => sourceOf(depth > 1 ? readTiffVolume(bytes) : { ...image, depth: 1 }),
      },
    ],
    refused: [],
    warnings: [],
  };
}
