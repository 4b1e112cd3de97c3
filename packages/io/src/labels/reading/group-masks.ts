import type { BinaryMask } from '@medicosam/core';
import type { LabelledObject, PlacedMask } from '../labelled-object.js';
import type { SlicePlace } from '../slice-masks.js';

/** A mask of an object on one slice, as files of images have it. */
export interface SliceAnnotation {
  /** Masks of the same number are of one object; one without is an object of its own. */
  readonly key: number | undefined;
  readonly place: SlicePlace;
  readonly mask: BinaryMask;
  readonly object: Omit<LabelledObject, 'masks'>;
}

/** Objects, each with all of its masks; what is said of one is what its first mask says. */
export function groupMasks(annotations: readonly SliceAnnotation[]): LabelledObject[] {
  const objects = new Map<unknown, LabelledObject & { readonly masks: PlacedMask[] }>();
  for (const annotation of annotations) {
    const { place, mask, object, key = annotation } = annotation;
    const known = objects.get(key) ?? { ...object, masks: [] };
    objects.set(key, known);
    known.masks.push({ ...place, mask });
  }
  return [...objects.values()];
}
