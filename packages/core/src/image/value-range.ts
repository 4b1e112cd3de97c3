import { type CheckedImage, checkImage } from './check-image.js';
import type { PixelData, PixelImage } from './pixel-image.js';

/** Real values, after rescale, that become 0 and 255. */
export interface ValueRange {
  readonly lo: number;
  readonly hi: number;
}

/** Smallest and largest finite stored value of colour channels; undefined when none is finite. */
function storedRange(data: PixelData, channels: number): ValueRange | undefined {
  let lo = Number.POSITIVE_INFINITY;
  let hi = Number.NEGATIVE_INFINITY;
  const skipsAlpha = channels === 4;
  for (let i = 0; i < data.length; i++) {
    if (skipsAlpha && (i & 3) === 3) continue;
    const value = data[i] as number;
    if (value < lo && value !== Number.NEGATIVE_INFINITY) lo = value;
    if (value > hi && value !== Number.POSITIVE_INFINITY) hi = value;
  }
  return lo <= hi ? { lo, hi } : undefined;
}

/** Smallest and largest finite real value, channels together and alpha left out; undefined when none is finite. */
export function valueRange({ data, channels, rescale }: CheckedImage): ValueRange | undefined {
  const stored = storedRange(data, channels);
  if (stored === undefined || rescale === undefined) return stored;
  const a = stored.lo * rescale.slope + rescale.intercept;
  const b = stored.hi * rescale.slope + rescale.intercept;
  return { lo: Math.min(a, b), hi: Math.max(a, b) };
}

/**
 * The range of `minmax-joint`: smallest and largest finite real value of all images of a volume or tile set.
 * Without any finite value it is 0 to 0.
 *
 * @throws MedicoSamError `IMAGE_INVALID` as `checkImage`.
 */
export function jointRange(images: Iterable<PixelImage>): ValueRange {
  let lo = Number.POSITIVE_INFINITY;
  let hi = Number.NEGATIVE_INFINITY;
  for (const image of images) {
    const range = valueRange(checkImage(image));
    if (range === undefined) continue;
    lo = Math.min(lo, range.lo);
    hi = Math.max(hi, range.hi);
  }
  return lo <= hi ? { lo, hi } : { lo: 0, hi: 0 };
}
