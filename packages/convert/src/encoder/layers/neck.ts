import type { GraphBuilder, Value } from '@medicosam/onnx';
import { imageToTokens, tokensToImage } from './arrange.js';
import { layerNorm } from './layer-norm.js';
import { product } from './linear.js';

/** LayerNorm2d of Segment Anything (`common.py`). */
const EPS = 1e-6;

/**
 * From tokens [side·side, width] to the image embedding [1, channels, side, side]: a 1×1 convolution, which on
 * tokens is a product, a 3×3 convolution, and a norm over channels after each.
 */
export function neck(b: GraphBuilder, tokens: Value, side: number, channels: number): Value {
  return b.scope('neck', () => {
    const narrowed = layerNorm(b, product(b, tokens, 'encoder/neck/conv1'), 'encoder/neck/norm1', EPS);
    const mixed = b.node(
      'Conv',
      [tokensToImage(b, narrowed, side, channels), b.weight('encoder/neck/conv2/weight')],
      { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
    );
    const normed = layerNorm(b, imageToTokens(b, mixed, side, channels), 'encoder/neck/norm2', EPS);
    return tokensToImage(b, normed, side, channels);
  });
}
