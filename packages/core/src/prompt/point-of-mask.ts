import type { BinaryMask } from '../mask/binary-mask.js';
import { boxOfMask } from '../mask/box-of-mask.js';
import { distanceTransform } from '../mask/distance-transform.js';
import type { PointPrompt } from './prompt.js';

/** The mask's box with one background pixel around it, so that an object that fills its box has a boundary. */
function crop(mask: BinaryMask) {
  const [x0, y0, x1, y1] = boxOfMask(mask);
  const [width, height] = [x1 - x0 + 2, y1 - y0 + 2];
  const bits = new Uint8Array(width * height);
  for (let y = y0; y < y1; y++) {
    const row = mask.bits.subarray(y * mask.width + x0, y * mask.width + x1);
    bits.set(row, (y - y0 + 1) * width + 1);
  }
  return { bits, width, height, left: x0 - 1, top: y0 - 1 };
}

/** Background pixels beside (not diagonal to) the object. */
function outerBoundary({ bits, width, height }: BinaryMask): Uint8Array {
  const boundary = new Uint8Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] !== 0) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    const isBeside =
      (x > 0 && bits[i - 1] !== 0) ||
      (x + 1 < width && bits[i + 1] !== 0) ||
      (y > 0 && bits[i - width] !== 0) ||
      (y + 1 < height && bits[i + width] !== 0);
    if (isBeside) boundary[i] = 1;
  }
  return boundary;
}

/** A Gaussian of σ = 1, cut at three. */
const KERNEL = (() => {
  const weights = [-3, -2, -1, 0, 1, 2, 3].map((x) => Math.exp(-0.5 * x * x));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
})();

/** Reflected at the edge, which is not repeated. A crop has at least three pixels, and reflects more than once. */
function reflect(index: number, length: number): number {
  const period = 2 * (length - 1);
  const wrapped = ((index % period) + period) % period;
  return wrapped < length ? wrapped : period - wrapped;
}

/** Smooths along one axis: `step` between neighbours of a line of `length`, `lineOf` its first index. */
function smoothAxis(field: Float64Array, length: number, step: number, lineOf: (index: number) => number) {
  return field.map((_, index) => {
    const start = lineOf(index);
    const at = (index - start) / step;
    return KERNEL.reduce(
      (sum, weight, tap) => sum + weight * (field[start + reflect(at + tap - 3, length) * step] as number),
      0,
    );
  });
}

/**
 * One foreground point well inside a mask: where the smoothed distance to the outer boundary is largest, the first
 * such pixel in row-major order. Undefined for an empty mask. The border of the image counts as a boundary.
 *
 * @see micro_sam/prompt_generators.py, the single point of _compute_points_from_mask
 */
export function pointOfMask(mask: BinaryMask): PointPrompt | undefined {
  if (!mask.bits.some((bit) => bit !== 0)) return undefined;
  const { bits, width, height, left, top } = crop(mask);
  const distance = distanceTransform(outerBoundary({ bits, width, height }), width, height);
  const rows = smoothAxis(distance, height, width, (index) => index % width);
  const smoothed = smoothAxis(rows, width, 1, (index) => index - (index % width));
  let best = -1;
  for (const [index, value] of smoothed.entries()) {
    if (bits[index] !== 0 && (best < 0 || value > (smoothed[best] as number))) best = index;
  }
  return { x: left + (best % width), y: top + Math.floor(best / width), label: 1 };
}
