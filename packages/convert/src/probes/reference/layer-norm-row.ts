/** Weight and bias of a layer norm. */
export interface NormWeights {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** Layer normalisation of one row. */
export function layerNormRow(x: Float64Array, { weight, bias }: NormWeights, eps: number): Float64Array {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const deviation = Math.sqrt(variance + eps);
  return x.map((value, i) => ((value - mean) / deviation) * (weight[i] ?? 0) + (bias[i] ?? 0));
}
