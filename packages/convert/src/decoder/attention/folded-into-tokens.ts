import type { Value } from '@medicosam/onnx';
import { reshape, transpose } from '../../layers/arrange.js';
import { linear, product } from '../../layers/linear.js';
import { unsqueeze } from '../../layers/unsqueeze.js';
import { type CrossAttention, type DecoderGraph, isOwn, type SeenTokens } from '../decoder-graph.js';
import { headRows, joinHeadRows } from './head-rows.js';

/**
 * Attention between tokens and image with the image's projections carried over to the tokens: q·(W k) is
 * (Wᵀ q)·k, and a weighted sum of W v is W of the weighted sum. The image has thousands of cells, so that this
 * is less work as long as heads · tokens is below the width of the projection.
 */
export const foldedIntoTokens: CrossAttention = {
  tokenToImage(g, name, posedTokens, image) {
    const { b } = g;
    const queries = headRows(b, linear(b, posedTokens, `${name}/q`), crossHeads(g));
    if (!isOwn(image)) {
      const weights = softmax(g, b.node('MatMul', [queries, transpose(b, image.k, [1, 0])]));
      return output(g, name, b.node('MatMul', [weights, image.v]));
    }
    const folded = b.node('MatMul', [queries, transpose(b, b.weight(`${name}/k/weight`), [1, 0])]);
    const weights = softmax(g, b.node('MatMul', [folded, transpose(b, image.posed, [0, 2, 1])]));
    return output(g, name, product(b, b.node('MatMul', [weights, image.keys]), `${name}/v`));
  },

  imageToToken(g, name, image, seen) {
    const { b, decoder } = g;
    const keys = headRows(b, product(b, seen.posed, `${name}/k`), crossHeads(g));
    if (!isOwn(image)) {
      const scores = b.node('MatMul', [image.q, transpose(b, keys, [0, 2, 1])]);
      return gatherTokens(g, name, scores, b.floats(Array(decoder.heads).fill(0), [decoder.heads, 1]), seen);
    }
    const folded = b.node('MatMul', [keys, transpose(b, b.weight(`${name}/q/weight`), [1, 0])]);
    const scores = b.node('MatMul', [image.posed, transpose(b, folded, [0, 2, 1])]);
    const bias = b.node('MatMul', [keys, reshape(b, b.weight(`${name}/q/bias`), [decoder.crossWidth, 1])]);
    return gatherTokens(g, name, scores, reshape(b, bias, [0, 1, decoder.heads, -1]), seen);
  },
};

/**
 * What each cell sees: the tokens' values, to which the output projection was applied already, weighed and added
 * up. Scores are [n, grid², heads·t]; the bias of the queries comes as [n, 1, heads, t] or [heads, 1].
 */
function gatherTokens(g: DecoderGraph, name: string, scores: Value, bias: Value, seen: SeenTokens): Value {
  const { b, decoder } = g;
  const { heads } = decoder;
  // Both additions in one pass over the scores; of full width, since broadcasting over heads there is slow.
  const added = b.node('Add', [bias, unsqueeze(b, seen.mask, 1)]);
  const weights = softmax(g, b.node('Add', [reshape(b, scores, [0, 0, heads, -1]), added]));
  const values = headRows(b, product(b, seen.tokens, `${name}/v`), crossHeads(g));
  // The weights of each head sum to one, so that a share of the bias in every row adds up to the whole.
  const share = b.node('Mul', [b.weight(`${name}/out/bias`), b.scalar(1 / heads)]);
  const rows = b.node('Add', [product(b, values, `${name}/out`), share]);
  return b.node('MatMul', [reshape(b, weights, [0, 0, -1]), rows]);
}

const crossHeads = ({ decoder }: DecoderGraph) => ({ heads: decoder.heads, inner: decoder.crossWidth });

const softmax = ({ b }: DecoderGraph, scores: Value): Value => b.node('Softmax', [scores], { axis: -1 });

const output = (g: DecoderGraph, name: string, rows: Value): Value =>
  linear(g.b, joinHeadRows(g.b, rows, crossHeads(g)), `${name}/out`);
