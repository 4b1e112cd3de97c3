import type { Value } from '@medicosam/onnx';
import { layerNorm } from '../layers/layer-norm.js';
import { residual } from '../layers/residual.js';
import type { CrossAttention, DecoderGraph, OwnImage, SharedImage } from './decoder-graph.js';
import { cellPositions } from './prompts/positions.js';
import { twoWayBlock } from './two-way-block.js';

/** The norms of the two-way transformer keep PyTorch's default. */
const EPS = 1e-5;

/** Tokens [n, t, width] and the image's keys [n, grid², width]. */
export interface TokensAndKeys {
  readonly tokens: Value;
  readonly keys: Value;
}

/**
 * SAM's two-way transformer (Segment Anything, `transformer.py`).
 *
 * @param prompts The tokens [n, t, width]; they also are their own places, in every layer.
 * @param mask What is added to scores over tokens, [n, 1, t].
 * @param image What all objects share, or keys [n, grid², width] of each object's own.
 */
export function twoWayTransformer(
  g: DecoderGraph,
  cross: CrossAttention,
  prompts: Value,
  mask: Value,
  image: SharedImage | Value,
): TokensAndKeys {
  const { b, decoder } = g;
  const places = cellPositions(g);
  const own = (keys: Value): OwnImage => ({ keys, posed: b.node('Add', [keys, places]) });

  let tokens = prompts;
  let seen = typeof image === 'string' ? own(image) : image;
  for (let layer = 0; layer < decoder.depth; layer++) {
    const result = b.scope(`layer${layer}`, () =>
      twoWayBlock(g, cross, layer, { tokens, prompts, mask, image: seen }),
    );
    tokens = result.tokens;
    seen = own(result.keys);
  }
  return b.scope('final', () => {
    const posed = b.node('Add', [tokens, prompts]);
    const attended = residual(b, tokens, cross.tokenToImage(g, 'decoder/final', posed, seen));
    return { tokens: layerNorm(b, attended, 'decoder/final/norm', EPS), keys: seen.keys };
  });
}
