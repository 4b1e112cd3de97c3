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
export const neck = (b: GraphBuilder, tokens: Value, side: number, channels: number): Value =>
  b.scope('neck', () => neckOfNarrowed(b, narrow(b, tokens), side, channels));

/** The neck's 1×1 convolution: tokens [side·side, width] to [side·side, channels]. */
export const narrow = (b: GraphBuilder, tokens: Value): Value => product(b, tokens, 'encoder/neck/conv1');

/** What of the neck follows its 1×1 convolution. */
export function neckOfNarrowed(b: GraphBuilder, tokens: Value, side: number, channels: number): Value {
  const normed1 = layerNorm(b, tokens, 'encoder/neck/norm1', EPS);
  const mixed = b.node(
    'Conv',
    [tokensToImage(b, normed1, side, channels), b.weight('encoder/neck/conv2/weight')],
    { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
  );
  const normed2 = layerNorm(b, imageToTokens(b, mixed, side, channels), 'encoder/neck/norm2', EPS);
  return tokensToImage(b, normed2, side, channels);
}
