import type { Value } from '@medicosam/onnx';
import { reshape, slice, transpose } from '../../layers/arrange.js';
import { gelu } from '../../layers/gelu.js';
import { layerNorm } from '../../layers/layer-norm.js';
import { linear } from '../../layers/linear.js';
import type { DecoderGraph } from '../decoder-graph.js';

/** LayerNorm2d of Segment Anything (`common.py`). */
const EPS = 1e-6;

/**
 * Parts in which the image is upscaled: the features of the low-res pixels, 8 MB an object in published models,
 * never are in memory whole, which at eight objects saves a quarter of the decoder's memory.
 */
const PARTS = 4;

/**
 * Logits of low-res pixels, [n, masks, 4·grid, 4·grid]: keys [n, grid², width] are upscaled four times, and each
 * mask weighs the features of a pixel with `weights` [n, masks, channels].
 */
export function upscaledMasks(g: DecoderGraph, keys: Value, weights: Value): Value {
  const { b, grid } = g;
  const rowsTo = (part: number) => Math.floor((part * grid) / PARTS) * grid;
  const parts = Array.from({ length: PARTS }, (_, part) => {
    const cells = slice(b, keys, 1, rowsTo(part), rowsTo(part + 1));
    const features = upscale(g, cells, rowsTo(part + 1) - rowsTo(part));
    return b.node('MatMul', [weights, transpose(b, features, [0, 2, 1])]);
  });
  return pixelShuffle(g, b.node('Concat', parts, { axis: 2 }));
}

/**
 * Keys [n, cells, width] as features [n, 16·cells, channels]. The transposed convolutions of stride 2 are
 * products on rows: a pixel becomes a patch of 2 × 2 in place, and only what is left of the channels is moved to
 * where it belongs, by {@link pixelShuffle}.
 */
function upscale({ b, decoder }: DecoderGraph, keys: Value, cells: number): Value {
  const { width, upscaleChannels } = decoder;
  const [first, second] = upscaleChannels;
  const outer = linear(b, reshape(b, keys, [-1, width]), 'decoder/upscale1');
  const patches = gelu(b, layerNorm(b, reshape(b, outer, [-1, first]), 'decoder/upscale1/norm', EPS));
  const inner = gelu(b, linear(b, patches, 'decoder/upscale2'));
  return reshape(b, inner, [-1, 16 * cells, second]);
}

/**
 * From cell, outer patch and inner patch (each row by row), [n, masks, 16·grid²], to rows and columns of an
 * image. Two transpositions of rank 4 are quicker than one of rank 6, and every runtime has them.
 */
function pixelShuffle({ b, decoder, grid }: DecoderGraph, logits: Value): Value {
  const outerRows = transpose(b, reshape(b, logits, [-1, grid, 2, 8]), [0, 2, 1, 3]);
  const innerRows = transpose(b, reshape(b, outerRows, [-1, 2 * grid, 2, 2]), [0, 2, 1, 3]);
  return reshape(b, innerRows, [-1, decoder.masks, 4 * grid, 4 * grid]);
}
