import type { BinaryMask, SliceAxis } from '@medicosam/core';
import type { LabelSource } from './label-source.js';
import type { LabelledObject } from './labelled-object.js';
import { slicesOfObject } from './place-masks.js';

/** A slice of a volume. */
export interface SlicePlace {
  readonly axis: SliceAxis;
  readonly index: number;
}

/** A slice with the masks on it. */
export interface SliceMasks extends SlicePlace {
  /** One of each object that has a pixel on the slice, in the order of objects. */
  readonly masks: readonly { readonly object: number; readonly mask: BinaryMask }[];
}

/**
 * Masks by the slice that they are on, in the order of i, j, k and index; several of one object are joined. Of an image,
 * a volume of one slice, all are on that one.
 */
export function masksBySlice(objects: readonly LabelledObject[], source: LabelSource): SliceMasks[] {
  return groupBySlice(isImage(source) ? objects.map((object) => flat(object, source)) : objects);
}

/** Whether a volume has one slice, and is an image. */
export const isImage = ({ depth }: LabelSource): boolean => depth === 1;

const flat = (object: LabelledObject, source: LabelSource): LabelledObject => ({
  masks: [...slicesOfObject(object, source)].map(([index, mask]) => ({ index, mask })),
});

function groupBySlice(objects: readonly LabelledObject[]): SliceMasks[] {
  const slices = new Map<string, SlicePlace & { masks: Map<number, BinaryMask> }>();
  for (const [object, { masks }] of objects.entries()) {
    for (const { axis = 'k', index, mask } of masks) {
      if (!mask.bits.some((bit) => bit !== 0)) continue;
      const key = `${axis} ${index}`;
      const slice = slices.get(key) ?? { axis, index, masks: new Map<number, BinaryMask>() };
      slices.set(key, slice);
      const known = slice.masks.get(object);
      slice.masks.set(object, known ? joined(known, mask) : mask);
    }
  }
  return [...slices.values()]
    .sort((a, b) => (a.axis === b.axis ? a.index - b.index : a.axis < b.axis ? -1 : 1))
    .map(({ axis, index, masks }) => ({
      axis,
      index,
      masks: [...masks].map(([object, mask]) => ({ object, mask })),
    }));
}

const joined = (a: BinaryMask, b: BinaryMask): BinaryMask => ({
  ...a,
  bits: a.bits.map((bit, i) => (bit !== 0 || b.bits[i] !== 0 ? 1 : 0)),
});
