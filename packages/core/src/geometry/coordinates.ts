import { MedicoSamError } from '../errors/medicosam-error.js';
import type { ImageTransform } from '../model/image-embedding.js';
import type { Box } from '../prompt/prompt.js';

/*
 * Every conversion between the pixels of an image and the pixels of a model's square input is in this file.
 *
 *        image, 3 × 2 pixels                    model input, side 6: scaled by 2, padded with zeros
 *
 *     x: -0.5  0  0.5  1  1.5  2  2.5            0     1     2     3     4     5
 *    -0.5 ┌─────────┬──────┬──────┐           ┌─────┬─────┬─────┬─────┬─────┬─────┐ 0
 *   y: 0  │  (0,0)  │(1,0) │(2,0) │           │     │     │     │     │     │     │
 *     0.5 ├─────────┼──────┼──────┤    ──►    ├─────┼─────┼─────┼─────┼─────┼─────┤ 1
 *      1  │  (0,1)  │(1,1) │(2,1) │           │ resized image, input = 6 × 4      │
 *     1.5 └─────────┴──────┴──────┘           ├─────┴─────┴─────┴─────┴─────┴─────┤ 4
 *                                             │ padding                           │
 *   pixel centres are at integers             └───────────────────────────────────┘
 *
 *   to the model    x' = x · input.width / original.width      y' = y · input.height / original.height
 *   back            x = x' · original.width / input.width      y = y' · original.height / input.height
 *
 * A box is two points and scales exactly like them. No half pixel is added anywhere: the prompt encoder adds
 * its own 0.5 to points and corners alike. A box made from a mask ends at the last index + 1, and the outline of
 * a mask runs along pixel corners, that is half-integers. MedSAM's pipeline (`preprocess: 'medsam'`) squashes the
 * image to the whole square: input is side × side and nothing is padded.
 */

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of an image whose longest side is brought to `side`, upwards too; each side rounded half up.
 *
 * @throws MedicoSamError `IMAGE_INVALID` when the short side would have no pixel.
 * @see segment_anything/utils/transforms.py, get_preprocess_shape
 */
export function fitLongestSide(width: number, height: number, side: number): Size {
  const scale = side / Math.max(width, height);
  const fitted = { width: Math.floor(width * scale + 0.5), height: Math.floor(height * scale + 0.5) };
  if (!(fitted.width > 0 && fitted.height > 0)) {
    throw new MedicoSamError('IMAGE_INVALID', {
      message: `An image of ${width} × ${height} pixels becomes ${fitted.width} × ${fitted.height} when its longest side is brought to ${side}: its short side has no pixel left.`,
      hint: 'Crop the image to less extreme proportions.',
      details: { width, height, side },
    });
  }
  return fitted;
}

/**
 * How an image of `width` × `height` pixels lies in a model's input of `side` × `side`.
 *
 * @throws MedicoSamError `IMAGE_INVALID` as {@link fitLongestSide}.
 */
export function createTransform(
  width: number,
  height: number,
  side: number,
  preprocess: ImageTransform['preprocess'],
): ImageTransform {
  const input = preprocess === 'medsam' ? { width: side, height: side } : fitLongestSide(width, height, side);
  return { original: { width, height }, input, side, preprocess };
}

/** A point of the image, in pixels of the model's input. */
export function toModel({ original, input }: ImageTransform, x: number, y: number): { x: number; y: number } {
  return { x: x * (input.width / original.width), y: y * (input.height / original.height) };
}

/** A point of the model's input, in pixels of the image. */
export function toImage({ original, input }: ImageTransform, x: number, y: number): { x: number; y: number } {
  return { x: x * (original.width / input.width), y: y * (original.height / input.height) };
}

/** A box of the image, in pixels of the model's input: its corners as points. */
export function boxToModel(transform: ImageTransform, [x0, y0, x1, y1]: Box): Box {
  const from = toModel(transform, x0, y0);
  const to = toModel(transform, x1, y1);
  return [from.x, from.y, to.x, to.y];
}

/** A box of the model's input, in pixels of the image. */
export function boxToImage(transform: ImageTransform, [x0, y0, x1, y1]: Box): Box {
  const from = toImage(transform, x0, y0);
  const to = toImage(transform, x1, y1);
  return [from.x, from.y, to.x, to.y];
}
