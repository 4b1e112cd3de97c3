import { cubicSplineAxis } from './cubic-spline-axis.js';

function byteRange(data: Uint8Array): [lo: number, hi: number] {
  let [lo, hi] = [255, 0];
  for (const value of data) {
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  return [lo, hi];
}

/**
 * Resizes 8-bit pixels as MedSAM does: antialiased cubic B-spline, clipped to the values of the input, cut (not
 * rounded) to 8 bit. Both steps of it are separable, so that rows and columns are done one after the other.
 *
 * @param data `height` × `width` × `channels`, row-major, interleaved.
 * @returns `newHeight` × `newWidth` × `channels`.
 * @see skimage.transform.resize(image, size, order=3, preserve_range=True, anti_aliasing=True)
 */
export function resizeCubicSpline8(
  data: Uint8Array,
  width: number,
  height: number,
  channels: number,
  newWidth: number,
  newHeight: number,
): Uint8Array {
  const across = cubicSplineAxis(width, newWidth);
  const down = cubicSplineAxis(height, newHeight);
  const [lo, hi] = byteRange(data);
  const out = new Uint8Array(newWidth * newHeight * channels);
  // One channel at a time: float64 between the passes is eight times the image.
  const rows = new Float64Array(height * newWidth);
  const row = new Float64Array(width);
  const column = new Float64Array(height);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) row[x] = data[(y * width + x) * channels + channel] as number;
      rows.set(across(row), y * newWidth);
    }
    for (let x = 0; x < newWidth; x++) {
      for (let y = 0; y < height; y++) column[y] = rows[y * newWidth + x] as number;
      const values = down(column);
      for (let y = 0; y < newHeight; y++) {
        out[(y * newWidth + x) * channels + channel] = Math.min(Math.max(values[y] as number, lo), hi);
      }
    }
  }
  return out;
}
