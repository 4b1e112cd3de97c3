import { PART_NAMES } from '@medicosam/core';
import { type Graph, GraphBuilder, type WeightsLayout } from '@medicosam/onnx';
import type { SamVitEncoder, TinyVitEncoder } from '../describe/network.js';
import { CONVERTER } from '../version.js';
import type { EncoderLowering } from './encoder-lowering.js';
import { buildSamVit } from './sam-vit/build-sam-vit.js';
import { TILE_VALUES } from './tiling/tile-values.js';
import { buildTinyVit } from './tiny-vit/build-tiny-vit.js';

/**
 * The graph of an image encoder over a weights file written to `planEncoder`'s plan.
 *
 * Input `image` float32 [1, 3, s, s], normalised and zero padded; output `image_embedding` float32 [1, c, h, w].
 *
 * @param tileValues the size at which intermediates are worked on, in values; see {@link TILE_VALUES}
 */
export function buildEncoder(
  encoder: SamVitEncoder | TinyVitEncoder,
  lowering: EncoderLowering,
  layout: WeightsLayout,
  tileValues = TILE_VALUES,
): Graph {
  const { image, imageEmbedding } = PART_NAMES.encoder;
  const { imageSize, outChannels, grid } = encoder;
  const b = new GraphBuilder(`encoder.${lowering}`, layout);
  const input = b.input(image, 'float32', [1, 3, imageSize, imageSize]);
  const embedding =
    encoder.kind === 'sam-vit'
      ? buildSamVit(b, input, encoder, lowering, tileValues)
      : buildTinyVit(b, input, encoder, lowering, tileValues);
  b.output(imageEmbedding, embedding, 'float32', [1, outChannels, grid, grid]);
  return b.build(CONVERTER);
}
