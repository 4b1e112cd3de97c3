/** PyTorch's default, which MobileSAM leaves. */
const EPS = 1e-5;

/** What a batch norm multiplies each channel by when it does not train. */
function batchNormScale(gain: Float32Array, variance: Float32Array): Float64Array {
  return Float64Array.from(gain, (g, channel) => g / Math.sqrt((variance[channel] ?? 0) + EPS));
}

/** The weights [out, …] of a convolution that has the batch norm after it folded in. */
export function foldedWeight(weight: Float32Array, gain: Float32Array, variance: Float32Array): Float32Array {
  const scale = batchNormScale(gain, variance);
  const perChannel = weight.length / gain.length;
  return weight.map((value, i) => value * (scale[Math.floor(i / perChannel)] ?? 0));
}

/** The bias [out] of a convolution that has the batch norm after it folded in. */
export function foldedBias(
  gain: Float32Array,
  bias: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
): Float32Array {
  const scale = batchNormScale(gain, variance);
  return bias.map((value, channel) => value - (mean[channel] ?? 0) * (scale[channel] ?? 0));
}
