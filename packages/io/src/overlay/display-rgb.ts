import { chooseNormalisation, normalise, type PixelImage } from '@medicosam/core';

/**
 * An image as 8-bit RGB to draw on, in memory of its own. Without a normalisation: 8 bits as they are, a CT slice
 * in its own window, everything else from its 0.5th to its 99.5th percentile.
 */
export const displayRgb = (image: PixelImage, normalisation: string | undefined): Uint8Array =>
  normalise(image, normalisation ?? chooseNormalisation(image, 'none').normalisation).data;
