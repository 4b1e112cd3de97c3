import { Enums, type Types } from '@cornerstonejs/core';
import type { PixelData, PixelImage } from '@medicosam/core';
import { axisPlane } from '../slice/axis-slice.js';
import { geometryOfGrid, triple, type VoxelGrid } from '../slice/grid.js';
import type { SlicePlane } from '../slice/plane.js';
import type { ViewedSlice } from '../slice/viewed-slice.js';
import { readMeaning } from './read-meaning.js';

/** The key of an image: a stack and a volume that hold the same image show the same slice. */
export const imageKey = (imageId: string) => `image ${imageId}`;

/** The pixels of a cached image, which stay the cache's. */
export function imagePixels(image: Types.IImage, { width, height, geometry }: SlicePlane): PixelImage {
  const data = (image.voxelManager?.getScalarData() ?? image.getPixelData()) as PixelData;
  // How many values a colour pixel has is the loader's choice, and seen from their number.
  const { channels: _, ...meaning } = readMeaning(image);
  return { data, width, height, geometry, ...meaning };
}

/** Whether an image is there as a whole: loaders may show a coarse one first. */
export const isWhole = ({ imageQualityStatus }: Types.IImage): boolean =>
  imageQualityStatus === undefined || imageQualityStatus >= Enums.ImageQualityStatus.FULL_RESOLUTION;

/** The slice of a stack viewport. @param grid where the image lies, one slice of voxels. */
export function stackSlice(image: Types.IImage, grid: VoxelGrid): ViewedSlice | undefined {
  if (!isWhole(image)) return undefined;
  const { dimensions } = grid;
  const geometry = geometryOfGrid(grid);
  const plane = axisPlane(geometry, [Number(dimensions[0]), Number(dimensions[1]), 1], 2, 0);
  return {
    key: imageKey(image.imageId),
    plane,
    grid: {
      dimensions: triple(dimensions),
      origin: grid.origin,
      spacing: grid.spacing,
      direction: grid.direction,
    },
    cut: { axis: 2, index: 0 },
    image: () => imagePixels(image, plane),
  };
}
