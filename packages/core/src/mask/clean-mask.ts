import type { BinaryMask } from './binary-mask.js';
import { type Connectivity, labelComponents } from './label-components.js';

/** Which labels touch the border of the image. */
function borderLabels(labels: Int32Array, width: number, height: number): Set<number> {
  const found = new Set<number>();
  for (let x = 0; x < width; x++) {
    found.add(labels[x] as number);
    found.add(labels[(height - 1) * width + x] as number);
  }
  for (let y = 0; y < height; y++) {
    found.add(labels[y * width] as number);
    found.add(labels[y * width + width - 1] as number);
  }
  return found;
}

/**
 * A mask without its holes of at most `maxArea` pixels. A hole is background that does not reach the border of the
 * image; its pixels are neighbours at edges only (`connectivity` 4) unless said otherwise.
 */
export function fillHoles(
  mask: BinaryMask,
  maxArea = Number.POSITIVE_INFINITY,
  connectivity: Connectivity = 4,
): BinaryMask {
  const { bits, width, height } = mask;
  const background = { bits: bits.map((bit) => (bit === 0 ? 1 : 0)), width, height };
  const { labels, areas } = labelComponents(background, connectivity);
  const border = borderLabels(labels, width, height);
  const isFilled = areas.map((area, label) => label > 0 && area <= maxArea && !border.has(label));
  return { bits: bits.map((bit, i) => (bit !== 0 || isFilled[labels[i] as number] ? 1 : 0)), width, height };
}

/**
 * A mask without its components of fewer than `minArea` pixels. Where all are smaller, the largest (the first of
 * them in row-major order) stays, as in SAM: an object does not vanish by being cleaned.
 *
 * @see segment_anything/utils/amg.py, remove_small_regions
 */
export function removeIslands(mask: BinaryMask, minArea: number, connectivity: Connectivity = 8): BinaryMask {
  const { bits, width, height } = mask;
  const { labels, areas } = labelComponents(mask, connectivity);
  const largest = areas.reduce(
    (best, area, label) => (label > 0 && area > (areas[best] ?? 0) ? label : best),
    areas.length,
  );
  const isKept = areas.map((area, label) => label > 0 && (area >= minArea || label === largest));
  return { bits: bits.map((_, i) => (isKept[labels[i] as number] ? 1 : 0)), width, height };
}
