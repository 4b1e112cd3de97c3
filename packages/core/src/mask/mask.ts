import type { Box, LowResLogits } from '../prompt/prompt.js';
import type { BinaryMask } from './binary-mask.js';
import type { Contour } from './contours.js';
import type { CompressedRle, Rle } from './rle.js';

/** One predicted mask, in the size of the original image. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  /** Which of the decoder's candidates: 0 the single-mask output, 1.. the multimask outputs. */
  readonly candidate: number;
  /** The model's estimate of the IoU with the true object; usually 0 to 1, not clamped. */
  readonly predictedIou: number;
  /** |logits > threshold + 1| / |logits > threshold − 1| in the image's size; NaN where that is 0/0 (SAM, stability score offset 1). */
  readonly stabilityScore: number;
  /** Pixels inside. */
  readonly area: number;
  /** Tight box, the far corner last index + 1; [0, 0, 0, 0] of an empty mask. */
  readonly box: Box;
  /** One byte a pixel, when `mask` was among the outputs. */
  readonly mask?: BinaryMask | undefined;
  /** float32, row-major, in the size of the image, when `logits` was among the outputs. */
  readonly logits?: Float32Array | undefined;
  /** For the next round's mask prompt, when `lowRes` was among the outputs. */
  readonly lowRes?: LowResLogits | undefined;
  /** Run lengths, when `rle` was among the outputs; `toRLE` gives them in either case. */
  readonly rle?: Rle | undefined;
  /** COCO run lengths (column-major), from `rle` or `mask`. */
  toRLE(): Rle;
  /** The same as COCO's compressed string. */
  toCompressedRLE(): CompressedRle;
  /** Outlines with holes, in pixel coordinates. @throws MedicoSamError `INVALID_ARGUMENT` when neither mask nor RLE was asked for. */
  toContours(): Contour[];
}
