import { matrixTimesVector, rowsInOrder, scaledUpTo, transposed } from '../../planning/fold-matrix.js';
import { planLinear, planVector } from '../../planning/plan-layers.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import type { TinyVitStage } from './stages.js';

/**
 * An attention of TinyViT. The checkpoint lays q, k and v out inside each head; here all heads' q come first,
 * then k, then v. The scale 1/√d goes into the queries, the norm's bias through the projection into its bias.
 */
export function planTinyAttention(
  name: string,
  key: string,
  { width, heads, window }: TinyVitStage,
): PlannedWeight[] {
  const scale = (width / heads) ** -0.5;
  const order = headMajorToPartMajor(heads, width / heads);
  return [
    planVector(`${name}/norm/weight`, `${key}.norm.weight`, [width]),
    {
      name: `${name}/qkv/weight`,
      dims: [width, 3 * width],
      from: [`${key}.qkv.weight`],
      make: (weight) =>
        transposed(scaledUpTo(rowsInOrder(weight, order), width * width, scale), 3 * width, width),
      isProduct: true,
    },
    {
      name: `${name}/qkv/bias`,
      dims: [3 * width],
      from: [`${key}.qkv.bias`, `${key}.qkv.weight`, `${key}.norm.bias`],
      make: (bias, weight, normBias) => {
        const brought = matrixTimesVector(weight, normBias);
        const whole = bias.map((value, i) => value + (brought[i] ?? 0));
        return scaledUpTo(rowsInOrder(whole, order), width, scale);
      },
      keepFloat32: true,
    },
    planVector(`${name}/biases`, `${key}.attention_biases`, [heads, window * window]),
    ...planLinear(`${name}/proj`, `${key}.proj`, width, width),
  ];
}

/** Where in [heads, 3, d] the rows of [3, heads, d] are. */
function headMajorToPartMajor(heads: number, d: number): number[] {
  return Array.from({ length: 3 * heads * d }, (_, i) => {
    const [part, head, channel] = [Math.floor(i / (heads * d)), Math.floor(i / d) % heads, i % d];
    return (head * 3 + part) * d + channel;
  });
}
