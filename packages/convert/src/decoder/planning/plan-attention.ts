import { matrixTimesVector, scaledUpTo, transposed } from '../../planning/fold-matrix.js';
import { planMatrix, planVector } from '../../planning/plan-layers.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import { stacked } from './stacked.js';

/** Widths of one attention: `width` outside, `inner` of all heads together inside. */
export interface AttentionWidths {
  readonly width: number;
  readonly inner: number;
  readonly heads: number;
}

/**
 * Attention of tokens to themselves: `qkv/weight` [width, 3·inner], `q/bias` [inner] and `out`.
 *
 * The scale 1/√d is in the queries. Keys need no bias, for it moves all scores of a query alike; the bias of
 * the values passes through the attention, whose weights sum to one, into `out/bias`.
 */
export function planSelfAttention(name: string, key: string, widths: AttentionWidths): PlannedWeight[] {
  const { width, inner } = widths;
  return [
    {
      name: `${name}/qkv/weight`,
      dims: [width, 3 * inner],
      from: [`${key}.q_proj.weight`, `${key}.k_proj.weight`, `${key}.v_proj.weight`],
      make: (q, k, v) => {
        const rows = stacked([scaledUpTo(q, q.length, scale(widths)), k, v]);
        return transposed(rows, 3 * inner, width);
      },
    },
    planQueryBias(name, key, widths, scale(widths)),
    ...planOut(name, key, widths),
  ];
}

/** Attention of tokens to the image: as {@link planSelfAttention}, with `q`, `k` and `v` apart. */
export const planTokenToImage = (name: string, key: string, widths: AttentionWidths): PlannedWeight[] => [
  planScaled(`${name}/q/weight`, `${key}.q_proj.weight`, widths),
  planQueryBias(name, key, widths, scale(widths)),
  planMatrix(`${name}/k/weight`, `${key}.k_proj.weight`, widths.width, widths.inner),
  planMatrix(`${name}/v/weight`, `${key}.v_proj.weight`, widths.width, widths.inner),
  ...planOut(name, key, widths),
];

/** Attention of the image to tokens: as {@link planTokenToImage}, with the scale in the tokens' keys. */
export const planImageToToken = (name: string, key: string, widths: AttentionWidths): PlannedWeight[] => [
  planMatrix(`${name}/q/weight`, `${key}.q_proj.weight`, widths.width, widths.inner),
  planQueryBias(name, key, widths, 1),
  planScaled(`${name}/k/weight`, `${key}.k_proj.weight`, widths),
  planMatrix(`${name}/v/weight`, `${key}.v_proj.weight`, widths.width, widths.inner),
  ...planOut(name, key, widths),
];

const scale = ({ inner, heads }: AttentionWidths): number => 1 / Math.sqrt(inner / heads);

const planScaled = (name: string, key: string, widths: AttentionWidths): PlannedWeight => ({
  name,
  dims: [widths.width, widths.inner],
  from: [key],
  make: (values) => transposed(scaledUpTo(values, values.length, scale(widths)), widths.inner, widths.width),
});

const planQueryBias = (
  name: string,
  key: string,
  { inner }: AttentionWidths,
  factor: number,
): PlannedWeight => ({
  ...planVector(`${name}/q/bias`, `${key}.q_proj.bias`, [inner]),
  make: (values) => scaledUpTo(values, inner, factor),
});

const planOut = (name: string, key: string, { width, inner }: AttentionWidths): PlannedWeight[] => [
  planMatrix(`${name}/out/weight`, `${key}.out_proj.weight`, inner, width),
  {
    name: `${name}/out/bias`,
    dims: [width],
    from: [`${key}.out_proj.bias`, `${key}.out_proj.weight`, `${key}.v_proj.bias`],
    make: (bias, weight, valueBias) => {
      const passed = matrixTimesVector(weight, valueBias);
      return bias.map((value, i) => value + (passed[i] ?? 0));
    },
    keepFloat32: true,
  },
];
