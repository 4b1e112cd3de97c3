import type { MaskDecoder } from '../../describe/network.js';
import { factors, kroneckerNoise, kroneckerRow } from '../kronecker.js';
import { mapped } from '../matrix.js';
import { noise } from '../noise.js';
import type { ProbeBuilder } from '../probe-builder.js';
import type { CrossAttentionWeights } from '../reference/cross-attention.js';

/** Weights of a decoder's attention between tokens and image, for scores and outputs of a few units. */
export function attentionWeights({ width, crossWidth }: MaskDecoder): CrossAttentionWeights {
  const [outer, inner] = [factors(width), factors(crossWidth)];
  const quarter = (value: number) => value / 4;
  // Factors shared among the matrices keep the file small: q and v are the same, and looked at with other rows.
  const right = noise(59, outer[1], inner[1]);
  const small = { left: mapped(noise(53, outer[0], inner[0]), quarter), right };
  return {
    q: small,
    k: { left: noise(54, outer[0], inner[0]), right },
    v: small,
    out: {
      left: mapped(noise(56, inner[0], outer[0]), quarter),
      right: noise(59, inner[1], outer[1]),
    },
    queryBias: kroneckerNoise(57, [1, 1], inner),
    outBias: kroneckerNoise(58, [1, 1], outer),
  };
}

/** Gives them to the graph, as `planTokenToImage` and `planImageToToken` name them. */
export function giveAttention(b: ProbeBuilder, name: string, weights: CrossAttentionWeights): void {
  for (const part of ['q', 'k', 'v', 'out'] as const) b.give(`${name}/${part}/weight`, weights[part]);
  b.give(`${name}/q/bias`, weights.queryBias, [kroneckerRow(weights.queryBias, 0).length]);
  b.give(`${name}/out/bias`, weights.outBias, [kroneckerRow(weights.outBias, 0).length]);
}
