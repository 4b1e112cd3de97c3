import type { TinyVitEncoder } from '../../describe/network.js';
import { planConv, planLinear, planNeck, planNorm } from '../../planning/plan-layers.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import { planTinyAttention } from './plan-tiny-attention.js';
import { type TinyVitStage, tinyVitStages } from './stages.js';

/** Every tensor of MobileSAM's image encoder, folded for all lowerings alike. */
export function planTinyVit(encoder: TinyVitEncoder): PlannedWeight[] {
  const [stemWidth = 0] = encoder.widths;
  return [
    ...planConv('encoder/stem/conv1', 'image_encoder.patch_embed.seq.0', [stemWidth / 2, 3, 3, 3]),
    ...planConv('encoder/stem/conv2', 'image_encoder.patch_embed.seq.2', [stemWidth, stemWidth / 2, 3, 3]),
    ...tinyVitStages(encoder).flatMap((stage) => planStage(encoder, stage)),
    ...planNeck(encoder.widths.at(-1) ?? 0, encoder.outChannels),
  ];
}

function planStage(encoder: TinyVitEncoder, stage: TinyVitStage): PlannedWeight[] {
  const { index, width, depth, merge } = stage;
  const name = `encoder/stage${index}`;
  const key = `image_encoder.layers.${index}`;
  const blocks = Array.from({ length: depth }, (_, block) => {
    const [blockName, blockKey] = [`${name}/block${block}`, `${key}.blocks.${block}`];
    return index === 0
      ? planBottleneck(blockName, blockKey, [width, encoder.expandWidth, width])
      : planTinyBlock(blockName, blockKey, stage);
  });
  return [
    ...blocks.flat(),
    ...(merge ? planBottleneck(`${name}/merge`, `${key}.downsample`, [width, merge.width, merge.width]) : []),
  ];
}

/** A 1×1, a depthwise 3×3 and a 1×1 convolution. */
const planBottleneck = (
  name: string,
  key: string,
  [from, middle, to]: readonly [number, number, number],
): PlannedWeight[] => [
  ...planConv(`${name}/conv1`, `${key}.conv1`, [middle, from, 1, 1]),
  ...planConv(`${name}/conv2`, `${key}.conv2`, [middle, 1, 3, 3]),
  ...planConv(`${name}/conv3`, `${key}.conv3`, [to, middle, 1, 1]),
];

const planTinyBlock = (name: string, key: string, stage: TinyVitStage): PlannedWeight[] => [
  ...planTinyAttention(`${name}/attn`, `${key}.attn`, stage),
  ...planConv(`${name}/local_conv`, `${key}.local_conv`, [stage.width, 1, 3, 3]),
  ...planNorm(`${name}/mlp/norm`, `${key}.mlp.norm`, stage.width),
  ...planLinear(`${name}/mlp/lin1`, `${key}.mlp.fc1`, stage.width, stage.mlpWidth),
  ...planLinear(`${name}/mlp/lin2`, `${key}.mlp.fc2`, stage.mlpWidth, stage.width),
];
