import type { PixelImage } from '@medicosam/core';
import { lookUp } from '../pixels/palette.js';
import type { VoiLut } from './windows.js';

/**
 * An image as its file's VOI LUT shows it, 8 bits: rescaled, through the table, and its range to 0 to 255. For files
 * that have such a table instead of a window. MONOCHROME1 stays so, to be inverted last.
 */
export function applyVoiLut(image: PixelImage, lut: VoiLut): PixelImage {
  const { slope, intercept } = image.rescale ?? { slope: 1, intercept: 0 };
  const most = 2 ** lut.bits - 1;
  const data = Uint8Array.from(image.data, (value) =>
    Math.floor((lookUp(lut, Math.round(slope * value + intercept)) * 255) / most + 0.5),
  );
  const { rescale: _, windows: __, ...rest } = image;
  return { ...rest, data };
}
