import type { Size } from '../geometry/coordinates.js';
import { type AxisWeights, triangleWeights } from '../image/triangle-weights.js';
import type { BinaryMask } from '../mask/binary-mask.js';
import type { ImageTransform } from '../model/image-embedding.js';

/** ln((1 − ε) / ε) of ε = 1e-3. */
const CONFIDENT = 6.906755;

/** Rounding noise around a tie of exactly one half, which counts as outside. */
const TIE = 1e-6;

/** Resamples each row: `height` × outputs of `axis`. */
function resampleRows({ bits, width, height }: BinaryMask, { starts, counts, taps, weights }: AxisWeights) {
  const outputs = starts.length;
  const out = new Float64Array(height * outputs);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < outputs; x++) {
      const from = y * width + (starts[x] as number);
      let sum = 0;
      for (let tap = 0; tap < (counts[x] as number); tap++) {
        if (bits[from + tap] !== 0) sum += weights[x * taps + tap] as number;
      }
      out[y * outputs + x] = sum;
    }
  }
  return out;
}

/** Output row `y` of `axis` from rows of `width` values. */
function resampleColumn(rows: Float64Array, width: number, axis: AxisWeights, y: number) {
  const { starts, counts, taps, weights } = axis;
  const out = new Float64Array(width);
  for (let tap = 0; tap < (counts[y] as number); tap++) {
    const weight = weights[y * taps + tap] as number;
    const from = ((starts[y] as number) + tap) * width;
    for (let x = 0; x < width; x++) out[x] = (out[x] as number) + weight * (rows[from + x] as number);
  }
  return out;
}

/** The part of the low-res square that the image covers; of the thinnest images one pixel, where rounding says none. */
function coveredSize({ original, preprocess }: ImageTransform, lowRes: number): Size {
  if (preprocess === 'medsam') return { width: lowRes, height: lowRes };
  const scale = lowRes / Math.max(original.width, original.height);
  return {
    width: Math.max(1, Math.floor(original.width * scale + 0.5)),
    height: Math.max(1, Math.floor(original.height * scale + 0.5)),
  };
}

/**
 * A mask in the size of the image as the logits of a mask prompt: resized with an antialiased bilinear filter to
 * the low-res square (as the image to the model's), cut at one half, and +6.906755 inside, −6.906755 outside, the
 * padding included.
 *
 * @param lowRes the side of the low-res logits.
 * @returns float32 [lowRes, lowRes].
 * @see micro_sam/prompt_based_segmentation.py, _compute_logits_from_mask (1.8)
 */
export function maskPromptLogits(
  mask: BinaryMask,
  transform: ImageTransform,
  lowRes: number,
): Float32Array<ArrayBuffer> {
  const covered = coveredSize(transform, lowRes);
  const rows = resampleRows(mask, triangleWeights(mask.width, covered.width));
  const down = triangleWeights(mask.height, covered.height);
  const logits = new Float32Array(lowRes * lowRes).fill(-CONFIDENT);
  for (let y = 0; y < covered.height; y++) {
    const row = resampleColumn(rows, covered.width, down, y);
    for (let x = 0; x < covered.width; x++) {
      if ((row[x] as number) > 0.5 + TIE) logits[y * lowRes + x] = CONFIDENT;
    }
  }
  return logits;
}
