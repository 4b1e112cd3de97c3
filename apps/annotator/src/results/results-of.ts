import type { BinaryMask, ImageSession, Rle, SegmentedObject } from '@medicosam/core';
import type { OpenDocument } from '../annotation/document.js';
import { listedObjects } from '../annotation/listed-objects.js';
import type { SlicePlace } from '../images/volume-facts.js';

/** An object as results hold it. */
export interface ResultObject extends Pick<SegmentedObject, 'label' | 'colorIndex' | 'locked'> {
  readonly mask: BinaryMask | Rle;
}

/** What there is to export: the kept objects on the image; where there is none, the mask that is being made. */
export function resultsOf(session: ImageSession): readonly ResultObject[] {
  const { target, mask } = session.getSnapshot();
  const kept = target ? session.objects.at(target) : [];
  if (kept.length > 0) {
    return kept.map(({ label, colorIndex, locked, mask: runs }) => ({
      label,
      colorIndex,
      locked,
      mask: runs,
    }));
  }
  return mask ? [{ label: 'Object 1', colorIndex: 1, locked: false, mask: mask.mask ?? mask.toRLE() }] : [];
}

/** All objects of what is open, with their masks on all slices; where there is none, the mask that is being made. */
export function labelsOf(session: ImageSession, { volume, place }: Pick<OpenDocument, 'volume' | 'place'>) {
  const { objects, target } = session.getSnapshot();
  const listed = listedObjects(objects, volume, target);
  if (listed.length === 0) {
    return resultsOf(session).map(({ label, colorIndex, mask }) => ({
      name: label,
      colorIndex,
      masks: [{ ...place, mask }],
    }));
  }
  const first: SlicePlace = { axis: 'k', index: 0 };
  return listed.map(({ label, colorIndex, parts }) => ({
    name: label,
    colorIndex,
    masks: parts.map(({ target: { slice = first }, mask }) => ({
      axis: slice.axis,
      index: slice.index,
      mask,
    })),
  }));
}
