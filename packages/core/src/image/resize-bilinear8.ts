import { type AxisWeights, triangleWeights } from './triangle-weights.js';

/** Fractional bits of a weight. Products with a byte stay below 2^30 and so does their sum, the weights' being 1. */
const BITS = 22;
const HALF = 1 << (BITS - 1);

interface FixedWeights extends Omit<AxisWeights, 'weights'> {
  readonly weights: Int32Array;
}

function fixedWeights(from: number, to: number): FixedWeights {
  const { weights, ...rest } = triangleWeights(from, to);
  // No weight is negative, so that half up is half away from zero.
  return { ...rest, weights: Int32Array.from(weights, (weight) => Math.trunc(weight * (1 << BITS) + 0.5)) };
}

/** Rounding can leave a sum of weights a little above 1: 255 must not wrap to 0. */
const toByte = (sum: number) => Math.min(sum >> BITS, 255);

function resizeRows(data: Uint8Array, width: number, height: number, channels: number, newWidth: number) {
  const { starts, counts, taps, weights } = fixedWeights(width, newWidth);
  const out = new Uint8Array(newWidth * height * channels);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < newWidth; x++) {
      const count = counts[x] as number;
      const first = (y * width + (starts[x] as number)) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = HALF;
        for (let tap = 0, at = first + channel; tap < count; tap++, at += channels) {
          sum += (weights[x * taps + tap] as number) * (data[at] as number);
        }
        out[to++] = toByte(sum);
      }
    }
  }
  return out;
}

/** Row by row, so that memory is read in order: each output row is a sum of whole input rows. */
function resizeColumns(data: Uint8Array, rowLength: number, height: number, newHeight: number) {
  const { starts, counts, taps, weights } = fixedWeights(height, newHeight);
  const out = new Uint8Array(rowLength * newHeight);
  const sums = new Int32Array(rowLength);
  for (let y = 0; y < newHeight; y++) {
    sums.fill(HALF);
    const count = counts[y] as number;
    for (let tap = 0; tap < count; tap++) {
      const weight = weights[y * taps + tap] as number;
      const from = ((starts[y] as number) + tap) * rowLength;
      for (let i = 0; i < rowLength; i++) sums[i] = (sums[i] as number) + weight * (data[from + i] as number);
    }
    const to = y * rowLength;
    for (let i = 0; i < rowLength; i++) out[to + i] = toByte(sums[i] as number);
  }
  return out;
}

/**
 * Resizes 8-bit pixels with Pillow's antialiased bilinear filter, byte for byte: columns first, then rows, each pass
 * rounded to 8 bit and left out where its size does not change.
 *
 * @param data `height` × `width` × `channels`, row-major, interleaved; returned itself when no size changes.
 * @returns `newHeight` × `newWidth` × `channels`.
 * @see Pillow src/libImaging/Resample.c
 */
export function resizeBilinear8(
  data: Uint8Array,
  width: number,
  height: number,
  channels: number,
  newWidth: number,
  newHeight: number,
): Uint8Array {
  const across = newWidth === width ? data : resizeRows(data, width, height, channels, newWidth);
  return newHeight === height ? across : resizeColumns(across, newWidth * channels, height, newHeight);
}
