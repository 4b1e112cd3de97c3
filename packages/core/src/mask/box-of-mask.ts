import type { Box } from '../prompt/prompt.js';
import type { BinaryMask } from './binary-mask.js';

/** The tight box of a mask, its far corner the last index + 1; [0, 0, 0, 0] of an empty mask. */
export function boxOfMask({ bits, width, height }: BinaryMask): Box {
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    const start = y * width;
    const first = bits.subarray(start, start + width).findIndex((bit) => bit !== 0);
    if (first < 0) continue;
    let last = width - 1;
    while (bits[start + last] === 0) last--;
    y0 = Math.min(y0, y);
    y1 = y + 1;
    x0 = Math.min(x0, first);
    x1 = Math.max(x1, last + 1);
  }
  return y1 === 0 ? [0, 0, 0, 0] : [x0, y0, x1, y1];
}
