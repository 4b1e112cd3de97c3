import type { Value } from '@medicosam/onnx';
import { imageToTokens } from '../layers/arrange.js';
import { linear, product } from '../layers/linear.js';
import type { DecoderGraph, SharedImage } from './decoder-graph.js';
import { cellPositions } from './prompts/positions.js';

/** Makes from an embedding [1, width, grid, grid] what all objects share; the part of the places folds at load. */
export function sharedImage(g: DecoderGraph, embedding: Value): SharedImage {
  const { b, grid, decoder } = g;
  const rows = imageToTokens(b, embedding, grid, decoder.width);
  const keys = b.node('Add', [rows, b.weight('decoder/no_mask')]);
  const places = cellPositions(g);
  const [key, value, query] = [
    'decoder/layer0/token_to_image/k',
    'decoder/layer0/token_to_image/v',
    'decoder/layer0/image_to_token/q',
  ] as const;
  return {
    keys,
    k: b.node('Add', [product(b, keys, key), product(b, places, key)]),
    v: product(b, keys, value),
    q: b.node('Add', [product(b, keys, query), linear(b, places, query)]),
  };
}
