import type { PixelData } from '@medicosam/core';

/** Samples that lie plane after plane, pixel by pixel. */
export function interleave<T extends PixelData>(planes: T, samples: number): T {
  const out = planes.slice() as T;
  const pixels = planes.length / samples;
  for (let sample = 0, from = 0; sample < samples; sample++) {
    for (let pixel = 0, to = sample; pixel < pixels; pixel++, to += samples)
      out[to] = planes[from++] as number;
  }
  return out;
}
