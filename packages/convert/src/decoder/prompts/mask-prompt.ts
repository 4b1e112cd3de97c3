import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, transpose } from '../../layers/arrange.js';
import { gelu } from '../../layers/gelu.js';
import { layerNorm } from '../../layers/layer-norm.js';
import { linear } from '../../layers/linear.js';
import type { DecoderGraph } from '../decoder-graph.js';

/** LayerNorm2d of Segment Anything (`common.py`). */
const EPS = 1e-6;

/**
 * Mask logits [n, 1, 4·grid, 4·grid] as an embedding of each cell [n, grid², width]. The two convolutions of
 * stride 2 are products on rows, one row a patch of 2 × 2.
 */
export function maskPrompt({ b, decoder, grid }: DecoderGraph, mask: Value): Value {
  const [first, second] = decoder.maskChannels;
  return b.scope('mask_prompt', () => {
    const pixels = reshape(b, pixelUnshuffle(b, mask, grid), [-1, 4]);
    const inner = layerNorm(
      b,
      linear(b, pixels, 'decoder/mask_prompt/conv1'),
      'decoder/mask_prompt/norm1',
      EPS,
    );
    const patches = reshape(b, gelu(b, inner), [-1, 4 * first]);
    const outer = layerNorm(
      b,
      linear(b, patches, 'decoder/mask_prompt/conv2'),
      'decoder/mask_prompt/norm2',
      EPS,
    );
    const cells = reshape(b, gelu(b, outer), [-1, grid * grid, second]);
    return linear(b, cells, 'decoder/mask_prompt/conv3');
  });
}

/**
 * Images [n, 1, 4·grid, 4·grid] as pixels in the order of cell, outer and inner patch of 2 × 2, each row by row.
 * Two transpositions of rank 4, as every runtime has them, for one of rank 6.
 */
function pixelUnshuffle(b: GraphBuilder, image: Value, grid: number): Value {
  const inner = transpose(b, reshape(b, image, [-1, 2, 2 * grid, 2]), [0, 2, 1, 3]);
  return transpose(b, reshape(b, inner, [-1, 2, grid, 8]), [0, 2, 1, 3]);
}
