import { factors, kroneckerNoise, kroneckerRow } from '../kronecker.js';
import { mapped } from '../matrix.js';
import type { ProbeBuilder } from '../probe-builder.js';
import type { NormWeights } from '../reference/layer-norm-row.js';

/** Gives the graph the weights of a layer norm, around one, and its biases. */
export function giveNorm(b: ProbeBuilder, name: string, seed: number, width: number): NormWeights {
  const { left, right } = kroneckerNoise(seed, [1, 1], factors(width));
  const aroundOne = (value: number) => 1 + value / 4;
  const weight = { left: mapped(left, aroundOne), right: mapped(right, aroundOne) };
  const bias = kroneckerNoise(seed + 1, [1, 1], factors(width));
  b.give(`${name}/weight`, weight, [width]);
  b.give(`${name}/bias`, bias, [width]);
  return { weight: kroneckerRow(weight, 0), bias: kroneckerRow(bias, 0) };
}
