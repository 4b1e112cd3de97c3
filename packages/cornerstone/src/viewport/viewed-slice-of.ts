import { cache, Enums, type Types } from '@cornerstonejs/core';
import { MedicoSamError } from '@medicosam/core';
import { triple } from '../slice/grid.js';
import type { ViewedSlice } from '../slice/viewed-slice.js';
import { stackSlice } from './stack-slice.js';
import { volumeSlice } from './volume-slice.js';

/** Legacy viewports and the generic ones share these; which are there says what a viewport shows. */
type AnyViewport = Types.IViewport & {
  getVolumeId?(): string | undefined;
  getCurrentImageId?(): string | undefined;
  getCornerstoneImage?(): Types.IImage | undefined;
  getImageData?(): Types.IImageData | Types.CPUIImageData | undefined;
};

/**
 * The slice that a viewport shows.
 *
 * @returns undefined while there is none to read: still loading, or beside the volume.
 * @throws MedicoSamError `INVALID_ARGUMENT` for a viewport that shows no slices.
 */
export function viewedSliceOf(viewport: Types.IViewport): ViewedSlice | undefined {
  const shown = viewport as AnyViewport;
  const isFlat = shown.type !== Enums.ViewportType.VOLUME_3D && shown.getImageData !== undefined;
  const volumeId = isFlat ? shown.getVolumeId?.() : undefined;
  const volume = volumeId ? cache.getVolume(volumeId) : undefined;
  if (volume) {
    const { viewPlaneNormal, cameraFocalPoint } = shown.getViewReference();
    if (!viewPlaneNormal || !cameraFocalPoint) return undefined;
    return volumeSlice(volume, triple(viewPlaneNormal), triple(cameraFocalPoint));
  }
  if (!isFlat || !shown.getCurrentImageId) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The viewport ${viewport.id} shows no slices (its type is ${viewport.type}).`,
      hint: 'Use the tool on stack viewports and on orthographic volume viewports.',
    });
  }
  const imageId = shown.getCurrentImageId();
  const grid = shown.getImageData?.();
  // While a stack scrolls its index is ahead of the image that it shows, and generic viewports keep to the first one.
  const image = [shown.getCornerstoneImage?.(), imageId ? cache.getImage(imageId) : undefined].find(
    (one) => one && one.imageId === imageId && one.voxelManager === voxelsOf(grid),
  );
  return image && grid && stackSlice(image, grid);
}

const voxelsOf = (grid: object | undefined): unknown =>
  (grid as { readonly voxelManager?: unknown } | undefined)?.voxelManager;
