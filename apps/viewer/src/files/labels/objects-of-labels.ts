import type { LabelledObject, PlacedMask } from '@medicosam/io/labels';
import type { LabelSlices, NamedSegment } from './label-slices.js';

/** Segments as objects with a mask on each slice that they have voxels on; those without any are left out. */
export function objectsOfLabels(
  segments: readonly NamedSegment[],
  slices: LabelSlices,
  { width, height }: { readonly width: number; readonly height: number },
): LabelledObject[] {
  const masks = new Map<number, PlacedMask[]>();
  for (const [index, values] of slices) {
    const bits = new Map<number, Uint8Array>();
    for (let at = 0; at < values.length; at++) {
      const value = values[at] as number;
      if (value === 0) continue;
      const own = bits.get(value) ?? new Uint8Array(values.length);
      bits.set(value, own);
      own[at] = 1;
    }
    for (const [value, own] of bits) {
      masks.set(value, [...(masks.get(value) ?? []), { index, mask: { bits: own, width, height } }]);
    }
  }
  return segments.flatMap(({ value, ...described }) => {
    const own = masks.get(value);
    return own ? [{ ...described, masks: own }] : [];
  });
}
