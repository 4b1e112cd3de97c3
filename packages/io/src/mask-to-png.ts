import type { BinaryMask, Mask } from '@medicosam/core';
import { MedicoSamError } from '@medicosam/core';
import { encodePng } from './png/encode-png.js';

/**
 * A mask as a grey 8-bit PNG in the size of its image: 255 inside, 0 outside.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a predicted mask without its pixels; `IMAGE_INVALID`.
 */
export const maskToPng = (mask: BinaryMask | Mask): Uint8Array<ArrayBuffer> => encodePng(maskPixels(mask));

/** The pixels of a mask, however it is given. */
export function maskPixels(mask: BinaryMask | Mask): BinaryMask {
  if ('bits' in mask) return mask;
  if (mask.mask) return mask.mask;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: 'The mask was predicted without its pixels.',
    hint: "Predict with outputs: ['mask'].",
  });
}
