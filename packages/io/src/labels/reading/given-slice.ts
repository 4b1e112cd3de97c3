import { MedicoSamError } from '@medicosam/core';
import type { LabelSource } from '../label-source.js';
import { sliceSize } from '../place-masks.js';
import type { SlicePlace } from '../slice-masks.js';
import type { ReadLabelsOptions } from './label-reader.js';

/**
 * The slice that a file without one is said to be of, or the only one.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` where there are several, or there is no such slice.
 */
export function givenSlice(source: LabelSource, { slice }: ReadLabelsOptions): SlicePlace {
  const { axis = 'k', index = 0 } = slice ?? {};
  const { count } = sliceSize(axis, source);
  if (slice === undefined && count > 1) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The file is of one image, and the volume has ${count} slices.`,
      hint: 'Say which slice it is of: the option slice.',
    });
  }
  if (Number.isInteger(index) && index >= 0 && index < count) return { axis, index };
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `There is no slice ${index}: across ${axis} there are ${count}, from 0.`,
  });
}

/** @throws MedicoSamError `IMAGE_INVALID` where labels of an image have another size than its slice. */
export function checkSliceSize(
  { width, height }: { readonly width: number; readonly height: number },
  place: SlicePlace,
  source: LabelSource,
): void {
  const slice = sliceSize(place.axis, source);
  if (width === slice.width && height === slice.height) return;
  throw new MedicoSamError('IMAGE_INVALID', {
    message: `The labels do not fit: they are of an image of ${width} × ${height} pixels, and this one has ${slice.width} × ${slice.height}.`,
    hint: 'Open the image that they were drawn on.',
  });
}
