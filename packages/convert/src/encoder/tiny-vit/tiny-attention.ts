import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { AttentionShape } from '../attention/attention-shape.js';
import { distanceBias } from '../attention/distance-bias.js';
import { multiHeadAttention } from '../attention/multi-head-attention.js';
import { plainAttention } from '../attention/plain-attention.js';
import {
  queriesKeysValuesByHead,
  queriesKeysValuesByToken,
  tokensOfHeads,
  tokensOfWindows,
} from '../attention/queries-keys-values.js';

/** Attention inside windows, tokens [rows·columns, width] in and out, before the output projection. */
export function tinyAttention(b: GraphBuilder, tokens: Value, name: string, shape: AttentionShape): Value {
  const bias = b.node('Unsqueeze', [distanceBias(b, `${name}/biases`, shape.grid.window), b.ints([1])]);
  const qkv = queriesKeysValuesByHead(b, tokens, `${name}/qkv`, shape);
  const attended = plainAttention(b, qkv, (scores) => b.node('Add', [scores, bias]));
  return tokensOfHeads(b, attended, shape);
}

/** As {@link tinyAttention}, with ONNX Runtime's operator. */
export function tinyAttentionFused(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  shape: AttentionShape,
): Value {
  const { grid, heads } = shape;
  const bias = b.node('Unsqueeze', [distanceBias(b, `${name}/biases`, grid.window), b.ints([0])]);
  const qkv = queriesKeysValuesByToken(b, tokens, `${name}/qkv`, shape);
  return tokensOfWindows(b, multiHeadAttention(b, qkv, heads, bias), shape);
}
