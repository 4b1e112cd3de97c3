import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { SamVitEncoder } from '../../describe/network.js';
import { neckOfNarrowed } from '../../layers/neck.js';
import type { EncoderLowering } from '../encoder-lowering.js';
import { cutIntoBands, joinBands, planBands } from '../tiling/bands.js';
import { patchEmbedding } from './patch-embedding.js';
import { globalBlock, windowBlock } from './vit-block.js';

/**
 * Segment Anything's image encoder (`image_encoder.py`): image [1, 3, s, s] to embedding [1, c, grid, grid].
 *
 * The map is cut into bands of whole windows. Between two global blocks nothing that a band is made of lies
 * outside it, so each goes through its blocks alone; for a global attention the bands are joined.
 */
export function buildSamVit(
  b: GraphBuilder,
  image: Value,
  encoder: SamVitEncoder,
  lowering: EncoderLowering,
  tileValues: number,
): Value {
  const { grid, window, width, mlpWidth, depth, globalBlocks, outChannels } = encoder;
  const bands = planBands(grid, window, Math.max(3 * width, mlpWidth), tileValues);
  let parts = cutIntoBands(b, patchEmbedding(b, image, encoder), bands);
  for (let index = 0; index < depth; index++) {
    const isLast = index === depth - 1;
    const block = { name: `encoder/block${index}`, isLast, encoder, lowering, tileValues };
    parts = b.scope(`block${index}`, () =>
      globalBlocks.includes(index)
        ? globalBlock(b, parts, bands, block)
        : parts.map((part, i) =>
            b.scope(`band${i}`, () => windowBlock(b, part, bands.heights[i] ?? 0, block)),
          ),
    );
  }
  return b.scope('neck', () => neckOfNarrowed(b, joinBands(b, parts), grid, outChannels));
}
