import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { AttentionShape } from '../attention/attention-shape.js';
import { distanceBias } from '../attention/distance-bias.js';
import { multiHeadAttention } from '../attention/multi-head-attention.js';
import { plainAttention } from '../attention/plain-attention.js';
import { queriesKeysValuesByHead, queriesKeysValuesByToken } from '../attention/queries-keys-values.js';
import { fromWindowParts, fromWindows } from '../attention/windows.js';

/** Attention inside windows, tokens [rows·columns, width] in and out, before the output projection. */
export function tinyAttention(b: GraphBuilder, tokens: Value, name: string, shape: AttentionShape): Value {
  const { grid, heads, headWidth } = shape;
  const bias = b.node('Unsqueeze', [distanceBias(b, `${name}/biases`, grid.window), b.ints([1])]);
  const qkv = queriesKeysValuesByHead(b, tokens, `${name}/qkv`, shape);
  const attended = plainAttention(b, qkv, (scores) => b.node('Add', [scores, bias]));
  return fromWindowParts(b, attended, grid, [heads, headWidth]);
}

/** As {@link tinyAttention}, with ONNX Runtime's operator. */
export function tinyAttentionFused(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  shape: AttentionShape,
): Value {
  const { grid, heads, headWidth } = shape;
  const bias = b.node('Unsqueeze', [distanceBias(b, `${name}/biases`, grid.window), b.ints([0])]);
  const qkv = queriesKeysValuesByToken(b, tokens, `${name}/qkv`, shape);
  return fromWindows(b, multiHeadAttention(b, qkv, heads, bias), grid, heads * headWidth);
}
