import { decodePng } from '../../png.js';
import { masksOfLabels } from '../label-volume.js';
import { checkLabels } from './check-labels.js';
import { checkSliceSize, givenSlice } from './given-slice.js';
import type { LabelReader } from './label-reader.js';

/** A grey PNG: each value above 0 is an object. */
export const readLabelImage: LabelReader = (bytes, source, options) => {
  const image = decodePng(bytes);
  const place = givenSlice(source, options);
  checkSliceSize(image, place, source);
  const { width, height } = image;
  const masks = masksOfLabels({ data: checkLabels('PNG', image), width, height, depth: 1 });
  const objects = [...masks].map(([label, slices]) => ({
    name: `Label ${label}`,
    masks: [...slices.values()].map((mask) => ({ ...place, mask })),
  }));
  return { format: 'label-png', objects, warnings: [] };
};
