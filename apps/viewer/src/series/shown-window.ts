import type { VoiWindow } from '@medicosam/core';
import type { ImageSeries, ShownValues } from '../files/reading/image-series.js';

const SAMPLES = 65_536;

/** Values below which there are 0.5 % and 99.5 % of a sample of the pixels. */
function percentiles(data: ShownValues): readonly [low: number, high: number] {
  const step = Math.max(1, Math.floor(data.length / SAMPLES));
  const sample: number[] = [];
  for (let at = 0; at < data.length; at += step) {
    const value = data[at] as number;
    if (Number.isFinite(value)) sample.push(value);
  }
  const sorted = Float64Array.from(sample).sort();
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return [at(0.005), at(0.995)];
}

/**
 * The window in which images are shown that came with none: colours and 8 bits whole, others around what most pixels of
 * the middle slice hold. The model knows nothing of it.
 */
export function shownWindow({ slices, channels }: ImageSeries): VoiWindow {
  const middle = slices[slices.length >> 1];
  if (!middle || channels === 3) return { center: 128, width: 256 };
  const { data, low, high } = middle;
  if (data instanceof Uint8Array && high > 1) return { center: 128, width: 256 };
  const [dark, light] = percentiles(data);
  const [from, to] = light > dark ? [dark, light] : [low, high];
  return { center: (from + to) / 2, width: to - from || 1, function: 'linear-exact' };
}
