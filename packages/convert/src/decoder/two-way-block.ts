import type { Value } from '@medicosam/onnx';
import { layerNorm } from '../layers/layer-norm.js';
import { linear } from '../layers/linear.js';
import { residual } from '../layers/residual.js';
import { selfAttention } from './attention/self-attention.js';
import type { CrossAttention, DecoderGraph, OwnImage, SharedImage } from './decoder-graph.js';
import type { TokensAndKeys } from './two-way-transformer.js';

/** The norms of the two-way transformer keep PyTorch's default. */
const EPS = 1e-5;

/** What goes into a block; the shapes are those of the transformer. */
export interface BlockInputs {
  readonly tokens: Value;
  readonly prompts: Value;
  readonly mask: Value;
  readonly image: SharedImage | OwnImage;
}

/** Tokens look at each other, then at the image, pass an MLP, and then the image looks at them. */
export function twoWayBlock(
  g: DecoderGraph,
  cross: CrossAttention,
  layer: number,
  { tokens: before, prompts, mask, image }: BlockInputs,
): TokensAndKeys {
  const { b } = g;
  const name = `decoder/layer${layer}`;
  const pose = (tokens: Value) => b.node('Add', [tokens, prompts]);
  const norm = (x: Value, i: number) => layerNorm(b, x, `${name}/norm${i}`, EPS);

  const among = b.scope('self', () =>
    // In the first layer the tokens are nothing but their places, and nothing is carried past the attention.
    layer === 0
      ? norm(selfAttention(g, `${name}/self`, before, before, mask), 1)
      : norm(residual(b, before, selfAttention(g, `${name}/self`, before, pose(before), mask)), 1),
  );
  const looked = b.scope('token_to_image', () =>
    norm(residual(b, among, cross.tokenToImage(g, `${name}/token_to_image`, pose(among), image)), 2),
  );
  const tokens = b.scope('mlp', () => {
    const hidden = b.node('Relu', [linear(b, looked, `${name}/mlp1`)]);
    return norm(residual(b, looked, linear(b, hidden, `${name}/mlp2`)), 3);
  });
  const keys = b.scope('image_to_token', () => {
    const seen = { tokens, posed: pose(tokens), mask };
    return norm(residual(b, cross.imageToToken(g, `${name}/image_to_token`, image, seen), image.keys), 4);
  });
  return { tokens, keys };
}
