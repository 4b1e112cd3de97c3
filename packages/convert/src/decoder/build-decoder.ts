import { PART_NAMES } from '@medicosam/core';
import { type Graph, GraphBuilder, type Value, type WeightsLayout } from '@medicosam/onnx';
import type { MaskDecoder } from '../describe/network.js';
import { imageToTokens } from '../layers/arrange.js';
import { CONVERTER } from '../version.js';
import { foldedIntoTokens } from './attention/folded-into-tokens.js';
import { projectedImage } from './attention/projected-image.js';
import type { DecoderGraph, ImageFrame, SharedImage } from './decoder-graph.js';
import { hypernetwork, iouHead } from './heads/mask-heads.js';
import { upscaledMasks } from './heads/upscale.js';
import { maskPrompt } from './prompts/mask-prompt.js';
import { pointTokens, tokenMask } from './prompts/point-tokens.js';
import { twoWayTransformer } from './two-way-transformer.js';

/** Which of the decoder's graphs. */
export interface DecoderOptions {
  /** For objects that have a mask prompt (`decoder-mask`), or for those that have none (`decoder`). */
  readonly mask: boolean;
  /** For few tokens (see `fewTokens`) or many; either computes the same for any number of them. */
  readonly tokens: 'few' | 'many';
}

const { imageKeys, decoder: names } = PART_NAMES;

/**
 * The graph of SAM's prompt encoder and mask decoder, for n objects of up to p points each.
 *
 * Inputs: `points` float32 [n, p, 2] in model pixels, `labels` int32 [n, p], −2 to 3; with them the outputs of
 * the part `image-keys`, or `image_embedding` float32 [1, c, h, w] and `mask_input` float32 [n, 1, 4h, 4w].
 * Outputs: `low_res_logits` float32 [n, m, 4h, 4w] and `predicted_iou` float32 [n, m] of all candidates.
 *
 * Shapes are constants or come from inputs by broadcasting; none is computed in the graph.
 */
export function buildDecoder(
  decoder: MaskDecoder,
  { imageSize, grid }: ImageFrame,
  { mask, tokens }: DecoderOptions,
  layout: WeightsLayout,
): Graph {
  const b = new GraphBuilder(`${mask ? 'decoder-mask' : 'decoder'}.${tokens}-tokens`, layout);
  const g: DecoderGraph = { b, decoder, imageSize, grid };
  const image = mask ? embeddingAndMask(g) : sharedImageInputs(g);
  const points = b.input(names.points, 'float32', ['n', 'p', 2]);
  const labels = b.input(names.labels, 'int32', ['n', 'p']);
  const cross = tokens === 'few' ? foldedIntoTokens : projectedImage;
  const prompts = pointTokens(g, points, labels);
  const result = twoWayTransformer(g, cross, prompts, tokenMask(g, labels), image);
  const logits = b.scope('masks', () => upscaledMasks(g, result.keys, hypernetwork(g, result.tokens)));
  b.output(names.lowResLogits, logits, 'float32', ['n', decoder.masks, 4 * grid, 4 * grid]);
  b.output(names.predictedIou, iouHead(g, result.tokens), 'float32', ['n', decoder.masks]);
  return b.build(CONVERTER);
}

function sharedImageInputs({ b, decoder, grid }: DecoderGraph): SharedImage {
  const { width, crossWidth } = decoder;
  const cells = grid * grid;
  return {
    keys: b.input(imageKeys.imageTokens, 'float32', [cells, width]),
    k: b.input(imageKeys.imageK0, 'float32', [cells, crossWidth]),
    v: b.input(imageKeys.imageV0, 'float32', [cells, crossWidth]),
    q: b.input(imageKeys.imageQ0, 'float32', [cells, crossWidth]),
  };
}

/** Keys [n, grid², width]: the embedding plus what each object's mask adds to it. */
function embeddingAndMask(g: DecoderGraph): Value {
  const { b, decoder, grid } = g;
  const { width } = decoder;
  const embedding = b.input(imageKeys.imageEmbedding, 'float32', [1, width, grid, grid]);
  const mask = b.input(names.maskInput, 'float32', ['n', 1, 4 * grid, 4 * grid]);
  return b.node('Add', [maskPrompt(g, mask), imageToTokens(b, embedding, grid, width)]);
}
