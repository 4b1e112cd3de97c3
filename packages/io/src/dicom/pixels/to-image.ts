import type { PixelData } from '@medicosam/core';
import { formatUnsupported } from '../../format-errors.js';
import type { StoredFrame } from './decode-frames.js';
import type { ImagePixel } from './image-pixel.js';
import { applyPalette, type Palette } from './palette.js';
import { ybrFullToRgb, ybrPartialToRgb } from './ybr.js';

/**
 * Colours of a frame as RGB, and grey values as they are.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` of YBR with more than 8 bits.
 */
export function toRgbOrGrey({ data, isRgb }: StoredFrame, pixel: ImagePixel, palette?: Palette): PixelData {
  if (palette) return applyPalette(data, palette);
  const { photometric } = pixel;
  if (isRgb || !photometric.startsWith('YBR') || photometric === 'YBR_ICT' || photometric === 'YBR_RCT')
    return data;
  if (!(data instanceof Uint8Array)) {
    throw formatUnsupported('DICOM', `has ${photometric} of more than 8 bits`, 'Export it as RGB.');
  }
  if (photometric.startsWith('YBR_PARTIAL')) ybrPartialToRgb(data);
  else ybrFullToRgb(data);
  return data;
}
