import type { Affine, PixelVolume, Warning } from '@medicosam/core';
import { type ImageInfo, volumeInfo } from './image-info.js';
import type { ImageFrames, OpenedImages } from './opened-images.js';
import { volumeSource } from './volume-source.js';

/** One volume of a file, and how many it holds. */
export interface FileVolume {
  readonly volume: PixelVolume;
  readonly affine: Affine | undefined;
  readonly volumeCount: number;
  readonly warnings: readonly Warning[];
}

/**
 * The input that a NIfTI or NRRD file is: its one volume, or several (4D) of which one has to be chosen by frame.
 *
 * @param readVolume - reads one that is not the first.
 */
export function volumesOfFile(
  format: string,
  first: FileVolume,
  readVolume: (index: number) => FileVolume,
  facts: Partial<ImageInfo>,
): OpenedImages {
  const { volume, affine, volumeCount: count, warnings } = first;
  const frames: ImageFrames = {
    count,
    name: 'volumes',
    read: async (index) => {
      const { volume, affine, warnings } = index === 0 ? first : readVolume(index);
      return volumeSource(volume, affine, warnings);
    },
  };
  return {
    format,
    items: [
      {
        title: format,
        describe: async () => ({
          ...volumeInfo(volume, affine),
          ...(count > 1 && { frames: { name: frames.name, count } }),
          ...facts,
          warnings,
        }),
        frames,
        ...(count === 1 && { read: () => frames.read(0) }),
      },
    ],
    refused: [],
    warnings: [],
  };
}
