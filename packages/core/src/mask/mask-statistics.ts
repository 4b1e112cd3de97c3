import type { Box } from '../prompt/prompt.js';

/** Facts of a mask that one pass over its logits gives. */
export interface MaskStatistics {
  /** Pixels inside. */
  readonly area: number;
  /** Tight box, the far corner last index + 1; [0, 0, 0, 0] of an empty mask. */
  readonly box: Box;
  /** |logits > threshold + 1| / |logits > threshold − 1|; NaN where that is 0/0. */
  readonly stabilityScore: number;
}

/** SAM's `stability_score_offset`. */
const OFFSET = 1;

/**
 * Area, box and stability score of the mask `logits > threshold`.
 *
 * @param logits row-major, `height` × `width`; may be longer.
 * @see segment_anything/utils/amg.py, calculate_stability_score
 */
export function maskStatistics(
  logits: Float32Array,
  width: number,
  height: number,
  threshold = 0,
): MaskStatistics {
  const inner = threshold + OFFSET;
  const outer = threshold - OFFSET;
  let area = 0;
  let certain = 0;
  let possible = 0;
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let first = width;
    let last = -1;
    for (let x = 0; x < width; x++) {
      const logit = logits[start + x] as number;
      if (!(logit > outer)) continue;
      possible++;
      if (logit > inner) certain++;
      if (logit > threshold) {
        area++;
        if (last < 0) first = x;
        last = x;
      }
    }
    if (last < 0) continue;
    if (y0 === height) y0 = y;
    y1 = y + 1;
    if (first < x0) x0 = first;
    if (last >= x1) x1 = last + 1;
  }
  return { area, box: area === 0 ? [0, 0, 0, 0] : [x0, y0, x1, y1], stabilityScore: certain / possible };
}
