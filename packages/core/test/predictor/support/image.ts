import type { PixelImage } from '../../../src/index.js';

/** A grey image of one value, 20 × 10 pixels. */
export const image = (value = 100, width = 20, height = 10): PixelImage => ({
  data: new Uint8Array(width * height).fill(value),
  width,
  height,
});
