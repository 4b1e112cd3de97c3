import { encodePng } from '../../png.js';
import { labelVolume } from '../label-volume.js';
import { sliceSize } from '../place-masks.js';
import { masksBySlice } from '../slice-masks.js';
import type { LabelWriter } from './label-writer.js';

/** A grey PNG of the slice that objects are on: object 1 is 1, the next 2. */
export const writeLabelImage: LabelWriter = (objects, source) => {
  const [slice] = masksBySlice(objects, source);
  const { width, height } = sliceSize(slice?.axis ?? 'k', source);
  // As a volume of that slice alone.
  const flat = objects.map((_, index) => ({
    masks: (slice?.masks ?? [])
      .filter(({ object }) => object === index)
      .map(({ mask }) => ({ index: 0, mask })),
  }));
  const { volume, warnings } = labelVolume(flat, { width, height, depth: 1 });
  return { bytes: encodePng({ data: volume.data, width, height, channels: 1 }), warnings };
};
