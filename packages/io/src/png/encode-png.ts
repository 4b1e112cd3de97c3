import { type BinaryMask, checkImage, MedicoSamError, type PixelImage } from '@medicosam/core';
import { encode } from 'fast-png';
import { maskToImage } from '../mask-to-image.js';

/**
 * Writes an image or mask as PNG: 8 bits from `Uint8Array` and `Uint8ClampedArray`, 16 bits from `Uint16Array`,
 * 1, 3 or 4 channels, values as they are. A mask becomes grey, 255 inside and 0 outside.
 *
 * @throws MedicoSamError `IMAGE_INVALID`; `FORMAT_UNSUPPORTED` for values that PNG cannot hold (signed, 32 bits,
 *   floating point): normalise them first.
 */
export function encodePng(image: PixelImage | BinaryMask): Uint8Array<ArrayBuffer> {
  const { data, width, height, channels } = checkImage('bits' in image ? maskToImage(image) : image);
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray || data instanceof Uint16Array)) {
    throw new MedicoSamError('FORMAT_UNSUPPORTED', {
      message: `PNG holds unsigned integers of 8 or 16 bits, got a ${data.constructor.name}.`,
      hint: 'Normalise the image to 8 bits first, or shift its values to 0 … 65535 as a Uint16Array.',
    });
  }
  return new Uint8Array(
    encode({ data, width, height, channels, depth: data instanceof Uint16Array ? 16 : 8 }),
  );
}
