import type { BinaryMask, ImageSession, Rle, SegmentedObject } from '@medicosam/core';

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
