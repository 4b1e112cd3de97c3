import { cache, type Types } from '@cornerstonejs/core';
import { current } from './viewer.js';

/** What tests of the page look at, under the address `#inspect`; it changes nothing. */
const inspect = {
  status(viewId: string) {
    const status = current()?.tools.tool.getStatus(viewId);
    return {
      status: status?.status,
      prompts: status?.prompts ?? [],
      area: status?.mask?.area,
      error: status?.error?.message,
    };
  },
  /** The voxels of the labelmap that are not 0: index in the image, image of the stack, value. */
  voxels() {
    return (current()?.segmentation.labelmaps ?? []).flatMap((imageId, image) => {
      const data = cache.getImage(imageId)?.voxelManager?.getScalarData() ?? [];
      const found: (readonly [at: number, image: number, value: number])[] = [];
      for (let at = 0; at < data.length; at++) {
        if (Number(data[at]) !== 0) found.push([at, image, Number(data[at])]);
      }
      return found;
    });
  },
  /** Which image of the stack each slice of the volume is. */
  volumeOrder(viewId: string) {
    const views = current()?.views;
    const volumeId = (views?.viewport(viewId) as Types.IVolumeViewport | undefined)?.getVolumeId();
    const stack = (views?.viewport('stack') as Types.IStackViewport | undefined)?.getImageIds() ?? [];
    return cache.getVolume(volumeId ?? '')?.imageIds.map((imageId) => stack.indexOf(imageId)) ?? [];
  },
  slice: () =>
    (current()?.views.viewport('stack') as Types.IStackViewport | undefined)?.getCurrentImageIdIndex(),
};

export type Inspect = typeof inspect;

if (location.hash === '#inspect') Object.assign(globalThis, { inspect });
