import type { GraphBuilder, Value } from '@medicosam/onnx';
import { imageToTokens, tokensToImage } from '../../layers/arrange.js';
import { conv } from '../../layers/conv.js';
import { layerNorm, unbiasedLayerNorm } from '../../layers/layer-norm.js';
import { linear } from '../../layers/linear.js';
import { mlp } from '../../layers/mlp.js';
import { residual } from '../../layers/residual.js';
import { windowGrid } from '../attention/window-grid.js';
import type { EncoderLowering } from '../encoder-lowering.js';
import { inBands, planBands } from '../tiling/bands.js';
import type { TinyVitStage } from './stages.js';
import { tinyAttention, tinyAttentionFused } from './tiny-attention.js';

/** PyTorch's default, which TinyViT leaves. */
const EPS = 1e-5;

/**
 * One block on tokens [side², width] (MobileSAM, `TinyViTBlock`): window attention, a depthwise convolution
 * without a residual, an MLP. Attention and MLP go band by band, the convolution looks across.
 *
 * The network pads before its norm, so that a padded token is the norm's bias; that bias is folded into the
 * projection's, with which the map is padded after it.
 */
export function tinyBlock(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  { side, width, heads, window, mlpWidth }: TinyVitStage,
  lowering: EncoderLowering,
  tileValues: number,
): Value {
  const bands = planBands(side, window, Math.max(3 * width, mlpWidth), tileValues);
  const attention = lowering === 'fused' ? tinyAttentionFused : tinyAttention;
  const attended = b.scope('attn', () =>
    inBands(b, tokens, bands, (band, rows) => {
      const shape = { grid: windowGrid(rows, side, window), heads, headWidth: width / heads };
      const normed = unbiasedLayerNorm(b, band, `${name}/attn/norm`, EPS);
      const output = attention(b, normed, `${name}/attn`, shape);
      return b.node('Add', [band, linear(b, output, `${name}/attn/proj`)]);
    }),
  );
  const image = tokensToImage(b, attended, side, width);
  const mixed = conv(b, image, `${name}/local_conv`, { kernel: 3, groups: width });
  return b.scope('mlp', () =>
    inBands(b, imageToTokens(b, mixed, side, width), bands, (band) =>
      residual(b, band, mlp(b, layerNorm(b, band, `${name}/mlp/norm`, EPS), `${name}/mlp`)),
    ),
  );
}
