import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { TinyVitEncoder } from '../../describe/network.js';
import type { EncoderLowering } from '../encoder-lowering.js';
import { imageToTokens, tokensToImage } from '../layers/arrange.js';
import { conv } from '../layers/conv.js';
import { gelu } from '../layers/gelu.js';
import { neck } from '../layers/neck.js';
import { mbConv } from './mb-conv.js';
import { patchMerge } from './patch-merge.js';
import { tinyVitStages } from './stages.js';
import { tinyBlock } from './tiny-block.js';

/** MobileSAM's image encoder (`tiny_vit_sam.py`): image [1, 3, s, s] to embedding [1, c, grid, grid]. */
export function buildTinyVit(
  b: GraphBuilder,
  image: Value,
  encoder: TinyVitEncoder,
  lowering: EncoderLowering,
  tileValues: number,
): Value {
  let x = b.scope('stem', () => stem(b, image));
  let tokens = x;
  for (const stage of tinyVitStages(encoder)) {
    const { index, side, width, merge } = stage;
    const name = `encoder/stage${index}`;
    if (index === 0) {
      for (let block = 0; block < stage.depth; block++) {
        x = b.scope(`stage0/block${block}`, () => mbConv(b, x, `${name}/block${block}`, encoder.expandWidth));
      }
    } else {
      tokens = imageToTokens(b, x, side, width);
      for (let block = 0; block < stage.depth; block++) {
        tokens = b.scope(`stage${index}/block${block}`, () =>
          tinyBlock(b, tokens, `${name}/block${block}`, stage, lowering, tileValues),
        );
      }
    }
    if (merge) {
      const map = index === 0 ? x : tokensToImage(b, tokens, side, width);
      x = b.scope(`stage${index}/merge`, () => patchMerge(b, map, `${name}/merge`, merge));
    }
  }
  return neck(b, tokens, encoder.grid, encoder.outChannels);
}

/** Two convolutions of stride 2 (MobileSAM, `PatchEmbed`). */
function stem(b: GraphBuilder, image: Value): Value {
  const half = gelu(b, conv(b, image, 'encoder/stem/conv1', { kernel: 3, stride: 2 }));
  return conv(b, half, 'encoder/stem/conv2', { kernel: 3, stride: 2 });
}
