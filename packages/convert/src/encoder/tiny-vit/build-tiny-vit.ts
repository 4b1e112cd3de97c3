import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { TinyVitEncoder } from '../../describe/network.js';
import { imageToTokens, tokensToImage } from '../../layers/arrange.js';
import { conv } from '../../layers/conv.js';
import { gelu } from '../../layers/gelu.js';
import { neck } from '../../layers/neck.js';
import type { EncoderLowering } from '../encoder-lowering.js';
import { mbConv } from './mb-conv.js';
import { patchMerge } from './patch-merge.js';
import { type TinyVitStage, tinyVitStages } from './stages.js';
import { tinyBlock } from './tiny-block.js';

/** MobileSAM's image encoder (`tiny_vit_sam.py`): image [1, 3, s, s] to embedding [1, c, grid, grid]. */
export function buildTinyVit(
  b: GraphBuilder,
  image: Value,
  encoder: TinyVitEncoder,
  lowering: EncoderLowering,
  tileValues: number,
): Value {
  let map = b.scope('stem', () => stem(b, image));
  let tokens = map;
  for (const stage of tinyVitStages(encoder)) {
    const { index, side, width } = stage;
    b.scope(`stage${index}`, () => {
      if (index === 0) {
        map = inBlocks(b, map, stage, (x, name) =>
          mbConv(b, x, name, { side, expandWidth: encoder.expandWidth }, tileValues),
        );
      } else {
        tokens = inBlocks(b, imageToTokens(b, map, side, width), stage, (x, name) =>
          tinyBlock(b, x, name, stage, lowering, tileValues),
        );
        if (stage.merge) map = tokensToImage(b, tokens, side, width);
      }
      const { merge } = stage;
      if (merge) map = b.scope('merge', () => patchMerge(b, map, `encoder/stage${index}/merge`, merge));
    });
  }
  return neck(b, tokens, encoder.grid, encoder.outChannels);
}

/** Two convolutions of stride 2 (MobileSAM, `PatchEmbed`). */
function stem(b: GraphBuilder, image: Value): Value {
  const half = gelu(b, conv(b, image, 'encoder/stem/conv1', { kernel: 3, stride: 2 }));
  return conv(b, half, 'encoder/stem/conv2', { kernel: 3, stride: 2 });
}

function inBlocks(
  b: GraphBuilder,
  x: Value,
  { index, depth }: TinyVitStage,
  write: (x: Value, name: string) => Value,
): Value {
  let y = x;
  for (let block = 0; block < depth; block++) {
    y = b.scope(`block${block}`, () => write(y, `encoder/stage${index}/block${block}`));
  }
  return y;
}
