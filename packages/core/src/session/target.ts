import { MedicoSamError } from '../errors/medicosam-error.js';
import type { SliceAxis } from '../image/volume.js';

/** Which image an object lies on: an image by a name of the caller's, or a slice of a volume. */
export interface Target {
  /** The caller's name of the image or volume; not a patient's name, since records carry it. */
  readonly image: string;
  /** The slice of a volume, as `sliceVolume` counts them. */
  readonly slice?: { readonly axis: SliceAxis; readonly index: number } | undefined;
}

/** Whether two targets name the same image or slice. */
export function isSameTarget(a: Target, b: Target): boolean {
  return a.image === b.image && a.slice?.axis === b.slice?.axis && a.slice?.index === b.slice?.index;
}

/** @throws MedicoSamError `INVALID_ARGUMENT` for an empty name, an unknown axis, or an index that is none. */
export function checkTarget({ image, slice }: Target): void {
  if (typeof image !== 'string' || image === '') {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `A target names its image with a string that is not empty, got ${JSON.stringify(image)}.`,
    });
  }
  if (slice === undefined) return;
  if (!['i', 'j', 'k'].includes(slice.axis) || !Number.isInteger(slice.index) || slice.index < 0) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The slice of a target has an axis i, j or k and a whole index of 0 or more, got ${slice.axis} and ${slice.index}.`,
    });
  }
}
