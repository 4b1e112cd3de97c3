import type { CompressedRle, Rle } from './rle.js';

/**
 * COCO's compressed string of run lengths: each count (from the fourth on its difference to the last but one) in
 * groups of five bits, least significant first, as characters from code 48 on.
 *
 * @see cocoapi common/maskApi.c, rleToString
 */
export function compressRle({ size, counts }: Rle): CompressedRle {
  let text = '';
  for (const [index, count] of counts.entries()) {
    let value = index > 2 ? count - (counts[index - 2] as number) : count;
    for (let more = true; more; ) {
      const digit = ((value % 32) + 32) % 32;
      // Shifts would cut counts above 2^31.
      value = Math.floor(value / 32);
      more = (digit & 16) !== 0 ? value !== -1 : value !== 0;
      text += String.fromCharCode((more ? digit + 32 : digit) + 48);
    }
  }
  return { size, counts: text };
}
