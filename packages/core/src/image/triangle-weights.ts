/** For each output position of an axis: the first input position it reads, how many, and with which weights. */
export interface AxisWeights {
  /** One per output position. */
  readonly starts: Int32Array;
  /** One per output position, at most `taps`. */
  readonly counts: Int32Array;
  /** The row length of `weights`. */
  readonly taps: number;
  /** Outputs × `taps`, unused ones 0; each output's sum to 1. */
  readonly weights: Float64Array;
}

/**
 * The weights of an antialiased bilinear (triangle) filter from `from` to `to` positions, half-pixel centres.
 *
 * The order of operations is Pillow's, on which byte equality rests: multiplied by the reciprocal of the filter's
 * scale, summed from left to right, then divided.
 *
 * @see Pillow src/libImaging/Resample.c, precompute_coeffs
 */
export function triangleWeights(from: number, to: number): AxisWeights {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const reciprocal = 1 / support;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(to);
  const counts = new Int32Array(to);
  const weights = new Float64Array(to * taps);
  for (let i = 0; i < to; i++) {
    const center = (i + 0.5) * scale;
    const start = Math.max(Math.trunc(center - support + 0.5), 0);
    const count = Math.min(Math.trunc(center + support + 0.5), from) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = Math.max(1 - Math.abs((start + tap - center + 0.5) * reciprocal), 0);
      weights[i * taps + tap] = weight;
      sum += weight;
    }
    if (sum !== 0) {
      for (let tap = 0; tap < count; tap++)
        weights[i * taps + tap] = (weights[i * taps + tap] as number) / sum;
    }
    starts[i] = start;
    counts[i] = count;
  }
  return { starts, counts, taps, weights };
}
