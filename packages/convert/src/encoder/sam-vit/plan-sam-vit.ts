import type { SamVitEncoder } from '../../describe/network.js';
import { matrixProduct, matrixTimesVector, scaledUpTo, transposed } from '../../planning/fold-matrix.js';
import { planLinear, planNeck, planNorm } from '../../planning/plan-layers.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import { relativeTable } from './relative-table.js';

/** Every tensor of Segment Anything's image encoder, folded for all lowerings alike. */
export function planSamVit(encoder: SamVitEncoder): PlannedWeight[] {
  return [
    ...planPatchEmbedding(encoder),
    ...Array.from({ length: encoder.depth }, (_, index) => planBlock(encoder, index)).flat(),
    ...planNeck(encoder.width, encoder.outChannels),
  ];
}

function planPatchEmbedding({ width, patchSize, grid }: SamVitEncoder): PlannedWeight[] {
  const pixels = 3 * patchSize ** 2;
  return [
    {
      name: 'encoder/patch/weight',
      dims: [pixels, width],
      from: ['image_encoder.patch_embed.proj.weight'],
      make: (kernel) => transposed(kernel, width, pixels),
      isProduct: true,
    },
    {
      name: 'encoder/position',
      dims: [grid * grid, width],
      from: ['image_encoder.pos_embed', 'image_encoder.patch_embed.proj.bias'],
      make: (table, bias) => table.map((value, i) => value + (bias[i % width] ?? 0)),
    },
  ];
}

function planBlock(encoder: SamVitEncoder, index: number): PlannedWeight[] {
  const { width, mlpWidth, depth } = encoder;
  const name = `encoder/block${index}`;
  const key = `image_encoder.blocks.${index}`;
  return [
    ...planNorm(`${name}/norm1`, `${key}.norm1`, width),
    ...planAttention(encoder, index, `${name}/attn`, `${key}.attn`),
    ...planNorm(`${name}/norm2`, `${key}.norm2`, width),
    ...planLinear(`${name}/mlp/lin1`, `${key}.mlp.lin1`, width, mlpWidth),
    ...(index === depth - 1
      ? planLastLinear(encoder, `${name}/mlp/lin2`, `${key}.mlp.lin2`)
      : planLinear(`${name}/mlp/lin2`, `${key}.mlp.lin2`, mlpWidth, width)),
  ];
}

/**
 * The last linear layer with the neck's 1×1 convolution, which nothing parts from it: 1.3 % of the products of a
 * ViT-B less. The residual beside it goes through the convolution alone.
 */
function planLastLinear(
  { width, mlpWidth, outChannels }: SamVitEncoder,
  name: string,
  key: string,
): PlannedWeight[] {
  const narrow = 'image_encoder.neck.0.weight';
  return [
    {
      name: `${name}/weight`,
      dims: [mlpWidth, outChannels],
      from: [`${key}.weight`, narrow],
      make: (weight, kernel) => transposed(matrixProduct(kernel, weight, width), outChannels, mlpWidth),
      isProduct: true,
    },
    {
      name: `${name}/bias`,
      dims: [outChannels],
      from: [`${key}.bias`, narrow],
      make: (bias, kernel) => Float32Array.from(matrixTimesVector(kernel, bias)),
      keepFloat32: true,
    },
  ];
}

/** The scale 1/√d goes into the queries; the position tables, which meet unscaled queries, are divided by it. */
function planAttention(encoder: SamVitEncoder, index: number, name: string, key: string): PlannedWeight[] {
  const { width, heads, globalBlocks, grid, window } = encoder;
  const headWidth = width / heads;
  const scale = headWidth ** -0.5;
  const rows = 2 * (globalBlocks.includes(index) ? grid : window) - 1;
  const table = (axis: 'rel_pos_h' | 'rel_pos_w'): PlannedWeight => ({
    name: `${name}/${axis}`,
    dims: [rows, headWidth],
    from: [`${key}.${axis}`],
    make: (values) => relativeTable(values, headWidth, rows).map((value) => value / scale),
    keepFloat32: true,
  });
  return [
    {
      name: `${name}/qkv/weight`,
      dims: [width, 3 * width],
      from: [`${key}.qkv.weight`],
      make: (values) => transposed(scaledUpTo(values, width * width, scale), 3 * width, width),
      isProduct: true,
    },
    {
      name: `${name}/qkv/bias`,
      dims: [3 * width],
      from: [`${key}.qkv.bias`],
      make: (values) => scaledUpTo(values, width, scale),
      keepFloat32: true,
    },
    table('rel_pos_h'),
    table('rel_pos_w'),
    ...planLinear(`${name}/proj`, `${key}.proj`, width, width),
  ];
}
