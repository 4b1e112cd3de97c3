import type { BinaryMask } from './binary-mask.js';

/**
 * The pixels whose logit is above `threshold`, strictly.
 *
 * @param logits row-major, `height` × `width`; may be longer.
 */
export function thresholdMask(
  logits: Float32Array,
  width: number,
  height: number,
  threshold = 0,
): BinaryMask {
  const bits = new Uint8Array(width * height);
  for (let i = 0; i < bits.length; i++) bits[i] = (logits[i] as number) > threshold ? 1 : 0;
  return { bits, width, height };
}
