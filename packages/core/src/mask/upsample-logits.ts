import { MedicoSamError } from '../errors/medicosam-error.js';
import type { ImageTransform } from '../model/image-embedding.js';
import { type AxisUpsampling, axisUpsampling } from './axis-upsampling.js';

/** One output row: the weighted sum of a few low-res rows. */
function mixRows(
  lowRes: Float32Array,
  lowWidth: number,
  rows: AxisUpsampling,
  y: number,
  out: Float32Array,
): void {
  const { starts, taps, weights } = rows;
  out.fill(0);
  for (let tap = 0; tap < taps; tap++) {
    const weight = weights[y * taps + tap] as number;
    if (weight === 0) continue;
    const from = ((starts[y] as number) + tap) * lowWidth;
    for (let x = 0; x < lowWidth; x++) out[x] = (out[x] as number) + weight * (lowRes[from + x] as number);
  }
}

function spreadColumns(row: Float32Array, columns: AxisUpsampling, out: Float32Array, at: number): void {
  const { starts, taps, weights } = columns;
  if (taps === 3) {
    for (let x = 0, w = 0; x < starts.length; x++, w += 3) {
      const from = starts[x] as number;
      out[at + x] =
        (weights[w] as number) * (row[from] as number) +
        (weights[w + 1] as number) * (row[from + 1] as number) +
        (weights[w + 2] as number) * (row[from + 2] as number);
    }
    return;
  }
  for (let x = 0; x < starts.length; x++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      sum += (weights[x * taps + tap] as number) * (row[(starts[x] as number) + tap] as number);
    }
    out[at + x] = sum;
  }
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/** Probabilities that rounded to 0 or 1 get the logit of the nearest number that does not. */
function logitOf(probability: number): number {
  const epsilon = 2 ** -24;
  const inside = Math.min(Math.max(probability, epsilon), 1 - epsilon);
  return Math.log(inside / (1 - inside));
}

/**
 * Low-res logits of one mask in the size of the image.
 *
 * `sam`: bilinear to the model's square, cropped to the image, bilinear to the image (half-pixel centres, edges
 * clamped, no antialias), the two steps as one. `medsam`: the sigmoid is taken first, probabilities go straight to
 * the image, and come back as logits, so that a threshold of 0 is MedSAM's 0.5.
 *
 * @param lowRes row-major, `lowHeight` × `lowWidth`.
 * @param out written and returned when given: at least width × height of the image.
 * @returns float32 [height, width] of the image.
 * @throws MedicoSamError `SHAPE_MISMATCH` when `lowRes` or `out` has another length.
 * @see segment_anything/modeling/sam.py, postprocess_masks
 */
export function upsampleLogits(
  lowRes: Float32Array,
  lowHeight: number,
  lowWidth: number,
  transform: ImageTransform,
  out?: Float32Array,
): Float32Array {
  const { original, input, side, preprocess } = transform;
  const { width, height } = original;
  if (lowRes.length !== lowHeight * lowWidth) {
    throw new MedicoSamError('SHAPE_MISMATCH', {
      message: `Low-res logits of ${lowHeight} × ${lowWidth} are ${lowHeight * lowWidth} values, got ${lowRes.length}.`,
    });
  }
  if (out !== undefined && out.length < width * height) {
    throw new MedicoSamError('SHAPE_MISMATCH', {
      message: `Logits of ${height} × ${width} pixels need ${width * height} values, the array given has ${out.length}.`,
    });
  }
  const isMedsam = preprocess === 'medsam';
  const source = isMedsam ? lowRes.map(sigmoid) : lowRes;
  const columns = isMedsam
    ? axisUpsampling(lowWidth, lowWidth, lowWidth, width)
    : axisUpsampling(lowWidth, side, input.width, width);
  const rows = isMedsam
    ? axisUpsampling(lowHeight, lowHeight, lowHeight, height)
    : axisUpsampling(lowHeight, side, input.height, height);
  const logits = out ?? new Float32Array(width * height);
  const row = new Float32Array(lowWidth);
  for (let y = 0; y < height; y++) {
    mixRows(source, lowWidth, rows, y, row);
    spreadColumns(row, columns, logits, y * width);
  }
  if (isMedsam) for (let i = 0; i < width * height; i++) logits[i] = logitOf(logits[i] as number);
  return logits;
}
