import type { BinaryMask } from './binary-mask.js';
import type { Rle } from './rle.js';

/** COCO's uncompressed run lengths of a mask: column after column, beginning with the count of zeros. */
export function encodeRle({ bits, width, height }: BinaryMask): Rle {
  const counts: number[] = [];
  let value = 0;
  let run = 0;
  for (let x = 0; x < width; x++) {
    for (let y = 0, at = x; y < height; y++, at += width) {
      if (((bits[at] as number) === 0 ? 0 : 1) === value) {
        run++;
      } else {
        counts.push(run);
        value = 1 - value;
        run = 1;
      }
    }
  }
  counts.push(run);
  return { size: [height, width], counts };
}
