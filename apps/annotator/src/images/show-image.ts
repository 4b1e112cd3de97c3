import { chooseNormalisation, normalise, type PixelImage } from '@medicosam/core';
import type { ValueWindow } from './value-window.js';

/** Stored values as a picture: through a window, or, without one, as core shows such images. */
export function showImage(image: PixelImage, window: ValueWindow | undefined): Promise<ImageBitmap> {
  const normalisation = window
    ? ({ mode: 'window', ...window } as const)
    : chooseNormalisation(image, 'none').normalisation;
  const { data, width, height } = normalise(image, normalisation);
  const rgba = new Uint32Array(width * height);
  for (let pixel = 0, from = 0; pixel < rgba.length; pixel++, from += 3) {
    // Bytes of a word lie in memory lowest first, on every platform that runs JavaScript today.
    rgba[pixel] =
      0xff000000 |
      ((data[from + 2] as number) << 16) |
      ((data[from + 1] as number) << 8) |
      (data[from] as number);
  }
  return createImageBitmap(new ImageData(new Uint8ClampedArray(rgba.buffer), width, height));
}
