import { chooseNormalisation, normalise, type PixelImage } from '@medicosam/core';
import type { ShownSlices } from './shown-values.js';

/** Colours of slices: 8 bits for each of red, green and blue. */
export function colourValues(images: readonly PixelImage[]): ShownSlices {
  const isWide = images.some(({ data }) => data.BYTES_PER_ELEMENT > 1);
  return {
    slices: images.map((image) => ({ data: rgbOf(image), low: 0, high: 255 })),
    warnings: isWide ? ['Colours of more than 8 bits are shown with 8.'] : [],
  };
}

function rgbOf(image: PixelImage): Uint8Array {
  const { data, width, height, channels = data.length / (width * height) } = image;
  if (channels === 3 && data.BYTES_PER_ELEMENT === 1) return new Uint8Array(data);
  return new Uint8Array(normalise(image, chooseNormalisation(image, 'none').normalisation).data);
}
