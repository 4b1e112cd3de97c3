import { checkImage } from '../image/check-image.js';
import type { PixelImage } from '../image/pixel-image.js';
import type { EncodeOptions } from '../predictor/predictor.js';

/**
 * An image of our own: the caller may change the pixels once `encode` was called, and the key and the encoder are to see
 * the same. Undefined of what is no image.
 */
export function ownImage(image: PixelImage, { transfer }: EncodeOptions): PixelImage | undefined {
  try {
    const { channels } = checkImage(image);
    // By name: the members of the DOM's ImageData are not its own.
    const { data, width, height, rescale, photometric, windows } = image;
    return { data: transfer ? data : data.slice(), width, height, channels, rescale, photometric, windows };
  } catch {
    return undefined;
  }
}
