import type { GraphBuilder, Value } from '@medicosam/onnx';
import { splitEvenly } from '../../layers/arrange.js';
import { linear } from '../../layers/linear.js';
import type { AttentionShape } from './attention-shape.js';
import { toWindowParts, toWindows } from './windows.js';

/** Queries, keys and values. */
export type QueriesKeysValues = readonly [q: Value, k: Value, v: Value];

/**
 * Queries, keys and values of tokens [rows·columns, heads·d], heads first: each [heads, windows, window², d].
 *
 * Padded tokens are zero before the projection, so what they bring to the attention is its bias: the map is
 * padded with that, after the projection, and no product is spent on padding.
 */
export function queriesKeysValuesByHead(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  { grid, heads, headWidth }: AttentionShape,
): QueriesKeysValues {
  const qkv = linear(b, tokens, name);
  const parts = toWindowParts(b, qkv, grid, [3 * heads, headWidth], b.weight(`${name}/bias`));
  return splitEvenly(b, parts, 0, 3 * heads, 3) as [Value, Value, Value];
}

/** As {@link queriesKeysValuesByHead}, heads last: each [windows, window², heads·d]. */
export function queriesKeysValuesByToken(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  { grid, heads, headWidth }: AttentionShape,
): QueriesKeysValues {
  const width = 3 * heads * headWidth;
  const windows = toWindows(b, linear(b, tokens, name), grid, width, b.weight(`${name}/bias`));
  return splitEvenly(b, windows, 2, width, 3) as [Value, Value, Value];
}
