import { createMask } from '../mask/create-mask.js';
import { encodeRle } from '../mask/encode-rle.js';
import type { Mask } from '../mask/mask.js';
import { maskStatistics } from '../mask/mask-statistics.js';
import { thresholdMask } from '../mask/threshold-mask.js';
import { upsampleLogits } from '../mask/upsample-logits.js';
import type { ImageTransform } from '../model/image-embedding.js';
import type { MaskOutput } from './predictor.js';

/** What is made of low-res logits. */
export interface FinishOptions {
  readonly transform: ImageTransform;
  /** Height and width of the low-res logits. */
  readonly lowRes: readonly [number, number];
  readonly threshold: number;
  readonly outputs: readonly MaskOutput[];
  /** Scratch of at least width × height of the image, written anew for each mask. */
  readonly buffer: Float32Array;
}

/** One candidate's low-res logits as a {@link Mask} in the size of the image, with the outputs asked for. */
export function finishMask(
  logits: Float32Array,
  candidate: number,
  predictedIou: number,
  { transform, lowRes, threshold, outputs, buffer }: FinishOptions,
): Mask {
  const [lowHeight, lowWidth] = lowRes;
  const { width, height } = transform.original;
  const full = upsampleLogits(logits, lowHeight, lowWidth, transform, buffer);
  const wants = (output: MaskOutput) => outputs.includes(output);
  const mask = wants('mask') || wants('rle') ? thresholdMask(full, width, height, threshold) : undefined;
  return createMask({
    width,
    height,
    candidate,
    predictedIou,
    ...maskStatistics(full, width, height, threshold),
    mask: wants('mask') ? mask : undefined,
    logits: wants('logits') ? full.slice(0, width * height) : undefined,
    lowRes: wants('lowRes') ? { data: logits.slice(), width: lowWidth, height: lowHeight } : undefined,
    rle: wants('rle') && mask ? encodeRle(mask) : undefined,
  });
}
