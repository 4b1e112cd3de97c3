import {
  type BinaryMask,
  checkImage,
  type Mask,
  MedicoSamError,
  type PixelImage,
  type Prompt,
} from '@medicosam/core';
import { maskPixels } from '../mask-to-png.js';
import { Canvas } from './canvas.js';
import { type Colour, OBJECT_COLOURS } from './colours.js';
import { displayRgb } from './display-rgb.js';
import { drawMask } from './draw-mask.js';
import { drawPrompt } from './draw-prompt.js';

/** How an overlay looks. */
export interface OverlayOptions {
  /**
   * How stored values become grey or colour; give `embedding.normalisation` to see what the model saw. When
   * absent: 8 bits as they are, CT in its own window, others from their 0.5th to their 99.5th percentile.
   */
  readonly normalisation?: string | undefined;
  /** One a mask, beginning again where there are more masks; {@link OBJECT_COLOURS} when absent. */
  readonly colours?: readonly Colour[] | undefined;
  /** Of the fill, 0 to 1; 0.4 when absent. */
  readonly opacity?: number | undefined;
  /** Width of outlines in pixels, 0 for none; by the size of the image when absent. */
  readonly outline?: number | undefined;
  /** Prompts to mark, one a mask in the same order. */
  readonly prompts?: readonly Prompt[] | undefined;
}

/**
 * The image as the model saw it, with masks over it: for looking at, not for measuring.
 *
 * @returns RGB, 8 bits, in the size of the image
 * @throws MedicoSamError `IMAGE_INVALID`; `SHAPE_MISMATCH` when a mask is of another size; `INVALID_ARGUMENT` for
 *   a mask without pixels; `NORMALISATION_INVALID`.
 */
export function overlay(
  image: PixelImage,
  masks: readonly (BinaryMask | Mask)[],
  options: OverlayOptions = {},
): PixelImage {
  const { width, height } = checkImage(image);
  const { opacity = 0.4, prompts = [], colours = OBJECT_COLOURS } = options;
  // Lines that look alike on a thumbnail and on a radiograph of 3000 pixels.
  const scale = Math.max(1, Math.max(width, height) / 512);
  const outline = options.outline ?? Math.max(1, Math.round(1.5 * scale));
  const colourOf = (index: number): Colour => colours[index % colours.length] ?? [255, 255, 255];

  const canvas = new Canvas(displayRgb(image, options.normalisation), width, height);
  for (const [index, mask] of masks.entries()) {
    const pixels = maskPixels(mask);
    checkSameSize(pixels, width, height);
    drawMask(canvas, pixels, colourOf(index), opacity, outline);
  }
  for (const [index, prompt] of prompts.entries()) drawPrompt(canvas, prompt, colourOf(index), scale);
  return { data: canvas.data, width, height, channels: 3 };
}

function checkSameSize(mask: BinaryMask, width: number, height: number): void {
  if (mask.width === width && mask.height === height && mask.bits.length === width * height) return;
  throw new MedicoSamError('SHAPE_MISMATCH', {
    message: `A mask is of the size of its image, ${width} × ${height}; got ${mask.width} × ${mask.height}.`,
  });
}
