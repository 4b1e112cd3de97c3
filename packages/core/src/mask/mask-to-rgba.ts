import type { BinaryMask } from './binary-mask.js';
import { decodeRle } from './decode-rle.js';
import type { Mask } from './mask.js';
import type { Rle } from './rle.js';

/** Red, green, blue and alpha, 0 to 255 each. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** A picture as the DOM's `ImageData` is made of it: `data` is `height` × `width` × 4, row-major. */
export interface RgbaPicture {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/**
 * A mask as a picture in its own size: inside of one colour, outside transparent.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` of a predicted mask that came without pixels and run lengths;
 *   `FORMAT_INVALID` for damaged run lengths.
 */
export function maskToRgba(mask: Mask | BinaryMask | Rle, colour: Rgba): RgbaPicture {
  const { bits, width, height } = binaryMask(mask);
  const data = new Uint8ClampedArray(bits.length * 4);
  for (let i = 0; i < bits.length; i++) if (bits[i]) data.set(colour, 4 * i);
  return { data, width, height };
}

/**
 * The pixels of a mask in whichever form.
 *
 * @throws MedicoSamError as {@link maskToRgba}.
 */
export function binaryMask(mask: Mask | BinaryMask | Rle): BinaryMask {
  if ('bits' in mask) return mask;
  if ('counts' in mask) return decodeRle(mask);
  return mask.mask ?? decodeRle(mask.toRLE());
}
