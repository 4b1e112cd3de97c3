import { jointRange, type PixelImage, type VoiWindow } from '@medicosam/core';
import type { WindowRange } from './value-window.js';

/** As many values as tell percentiles well enough to begin with. */
const SAMPLES = 1 << 16;

/**
 * Which windows a grey image can be shown in: 8 bits from 0 to 255, others from their smallest to their largest value,
 * at first in the file's own window, or from the 0.5th to the 99.5th percentile. Undefined of colour, and where all values are the same.
 */
export function windowRange(image: PixelImage): WindowRange | undefined {
  const { data, channels = data.length / (image.width * image.height) } = image;
  if (channels !== 1) return undefined;
  const [own] = windowsOf(image);
  const first = own && { center: own.center, width: own.width, function: own.function ?? 'linear' };
  if (data instanceof Uint8Array && !image.rescale) {
    return { low: 0, high: 255, first: first ?? { center: 127.5, width: 255 } };
  }
  const { lo: low, hi: high } = jointRange([image]);
  if (!(high > low)) return undefined;
  if (first) return { low, high, first };
  const [dark = low, light = high] = percentiles(image, [0.005, 0.995]);
  const width = light > dark ? light - dark : high - low;
  return { low, high, first: { center: light > dark ? (dark + light) / 2 : (low + high) / 2, width: width } };
}

/** The windows of the image's file that it can be shown in. */
export const windowsOf = ({ windows = [] }: PixelImage): readonly VoiWindow[] =>
  windows.filter(
    ({ center, width, function: name = 'linear' }) =>
      Number.isFinite(center) && (name === 'linear' ? width >= 1 : width > 0),
  );

function percentiles({ data, rescale }: PixelImage, shares: readonly number[]): readonly number[] {
  const step = Math.max(1, Math.floor(data.length / SAMPLES));
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  const values: number[] = [];
  for (let i = 0; i < data.length; i += step) {
    const value = (data[i] as number) * slope + intercept;
    if (Number.isFinite(value)) values.push(value);
  }
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => sorted[Math.round(share * (sorted.length - 1))] as number);
}
