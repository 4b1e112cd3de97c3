import type { CheckedImage } from './check-image.js';
import type { Bytes8 } from './normalise.js';

/**
 * micro-sam's own normalisation, which upstream applies to every image before encoding: per channel and in float32,
 * minus the minimum, divided by (the maximum of that + 1e-7), times 255, cut to 8 bit. The 1e-7 makes the maximum of
 * a channel 254 where its range is below 2.
 *
 * @see micro_sam/util.py, _to_image
 */
export function microsamBytes({ data, channels, rescale }: CheckedImage): Bytes8 {
  const { fround } = Math;
  const kept = channels === 1 ? 1 : 3;
  const out = new Uint8Array((data.length / channels) * kept);
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  for (let channel = 0; channel < kept; channel++) {
    let lo = Number.POSITIVE_INFINITY;
    let hi = Number.NEGATIVE_INFINITY;
    for (let i = channel; i < data.length; i += channels) {
      const value = fround((data[i] as number) * slope + intercept);
      if (value < lo && value !== Number.NEGATIVE_INFINITY) lo = value;
      if (value > hi && value !== Number.POSITIVE_INFINITY) hi = value;
    }
    const divisor = fround(fround(hi - lo) + fround(1e-7));
    for (let i = channel, to = channel; i < data.length; i += channels, to += kept) {
      const value = fround((data[i] as number) * slope + intercept);
      if (value > hi) out[to] = hi > lo ? 255 : 0;
      else if (value >= lo) out[to] = fround(fround(fround(value - lo) / divisor) * 255);
    }
  }
  return { data: out, channels: kept };
}
