import { PART_NAMES } from '@medicosam/core';
import { type Graph, GraphBuilder, type WeightsLayout } from '@medicosam/onnx';
import type { MaskDecoder } from '../describe/network.js';
import { CONVERTER } from '../version.js';
import type { ImageFrame } from './decoder-graph.js';
import { sharedImage } from './shared-image.js';

/**
 * The graph of the part `image-keys`: what the decoder's first layer needs of an image, whatever is asked of it.
 *
 * Input `image_embedding` float32 [1, c, h, w]; outputs `image_tokens` float32 [h·w, c] and `image_k0`,
 * `image_v0`, `image_q0` float32 [h·w, c/2].
 */
export function buildImageKeys(decoder: MaskDecoder, frame: ImageFrame, layout: WeightsLayout): Graph {
  const names = PART_NAMES.imageKeys;
  const { width, crossWidth } = decoder;
  const rows = frame.grid ** 2;
  const b = new GraphBuilder('image-keys.tiled', layout);
  const embedding = b.input(names.imageEmbedding, 'float32', [1, width, frame.grid, frame.grid]);
  const { keys, k, v, q } = sharedImage({ b, decoder, ...frame }, embedding);
  b.output(names.imageTokens, keys, 'float32', [rows, width]);
  b.output(names.imageK0, k, 'float32', [rows, crossWidth]);
  b.output(names.imageV0, v, 'float32', [rows, crossWidth]);
  b.output(names.imageQ0, q, 'float32', [rows, crossWidth]);
  return b.build(CONVERTER);
}
