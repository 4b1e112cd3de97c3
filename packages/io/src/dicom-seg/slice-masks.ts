import type { SegmentToWrite } from './segments.js';

/**
 * Writes a segment's mask of slice `k` into `bits`, 1 inside and 0 outside.
 *
 * @returns whether any pixel is inside.
 */
export function sliceMask({ mask, labelValue }: SegmentToWrite, k: number, bits: Uint8Array): boolean {
  const { length } = bits;
  let isAny = 0;
  if (ArrayBuffer.isView(mask)) {
    for (let i = 0, from = k * length; i < length; i++, from++) {
      const value = mask[from] as number;
      const inside = (labelValue === undefined ? value !== 0 : value === labelValue) ? 1 : 0;
      bits[i] = inside;
      isAny |= inside;
    }
    return isAny === 1;
  }
  const own = mask.get(k)?.bits;
  if (own === undefined) return false;
  for (let i = 0; i < length; i++) {
    const inside = own[i] === 0 ? 0 : 1;
    bits[i] = inside;
    isAny |= inside;
  }
  return isAny === 1;
}

/** The slices in which a segment has a pixel. */
export function slicesOf(segment: SegmentToWrite, depth: number, size: number): number[] {
  const bits = new Uint8Array(size);
  const found: number[] = [];
  for (let k = 0; k < depth; k++) if (sliceMask(segment, k, bits)) found.push(k);
  return found;
}
