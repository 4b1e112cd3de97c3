import type { BinaryMask } from '../mask/binary-mask.js';

/** A point in pixels of the original image, pixel centres at integers, x right, y down. */
export interface PointPrompt {
  readonly x: number;
  readonly y: number;
  /** 1 foreground, 0 background. */
  readonly label: 0 | 1;
}

/** [x0, y0, x1, y1] in the same coordinates as points. A box around a mask ends at the last index + 1. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** Logits of a mask before upsampling, as a prediction returned them. */
export interface LowResLogits {
  /** Row-major, `height` × `width`, the padding of the model's square input included. */
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** What one object is asked for with: points, a box, a mask, or several of them. */
export interface Prompt {
  readonly points?: readonly PointPrompt[] | undefined;
  readonly box?: Box | undefined;
  /** A mask in the size of the image, or the low-res logits of an earlier prediction. */
  readonly mask?: BinaryMask | LowResLogits | undefined;
}
