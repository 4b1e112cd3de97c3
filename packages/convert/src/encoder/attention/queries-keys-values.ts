import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, splitEvenly, transpose } from '../layers/arrange.js';
import { linear } from '../layers/linear.js';
import type { AttentionShape } from './attention-shape.js';
import { fromWindows, toWindows, withPaddingToken } from './windows.js';

/** Queries, keys and values. */
export type QueriesKeysValues = readonly [q: Value, k: Value, v: Value];

/** Queries, keys and values of tokens [rows·columns, heads·d], heads first: each [heads, windows, window², d]. */
export function queriesKeysValuesByHead(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  shape: AttentionShape,
): QueriesKeysValues {
  const { grid, heads, headWidth } = shape;
  const [windows, length] = [grid.down * grid.across, grid.window ** 2];
  const rows = reshape(b, inWindows(b, tokens, name, shape), [windows * length, 3 * heads, headWidth]);
  const parts = reshape(b, transpose(b, rows, [1, 0, 2]), [3 * heads, windows, length, headWidth]);
  return splitEvenly(b, parts, 0, 3 * heads, 3) as [Value, Value, Value];
}

/** As {@link queriesKeysValuesByHead}, heads last: each [windows, window², heads·d]. */
export function queriesKeysValuesByToken(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  shape: AttentionShape,
): QueriesKeysValues {
  const { grid, heads, headWidth } = shape;
  const width = 3 * heads * headWidth;
  const dims = [grid.down * grid.across, grid.window ** 2, width];
  return splitEvenly(b, reshape(b, inWindows(b, tokens, name, shape), dims), 2, width, 3) as [
    Value,
    Value,
    Value,
  ];
}

/** [heads, windows, window², d] back to tokens [rows·columns, heads·d]. */
export function tokensOfHeads(b: GraphBuilder, x: Value, { grid, heads, headWidth }: AttentionShape): Value {
  const count = grid.down * grid.across * grid.window ** 2;
  const byToken = transpose(b, reshape(b, x, [heads, count, headWidth]), [1, 0, 2]);
  return fromWindows(b, reshape(b, byToken, [count, heads * headWidth]), grid);
}

/** [windows, window², heads·d] back to tokens [rows·columns, heads·d]. */
export function tokensOfWindows(
  b: GraphBuilder,
  x: Value,
  { grid, heads, headWidth }: AttentionShape,
): Value {
  const count = grid.down * grid.across * grid.window ** 2;
  return fromWindows(b, reshape(b, x, [count, heads * headWidth]), grid);
}

/** The projection's output in windows; of a padded token, zero before it, that is its bias. */
function inWindows(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  { grid, heads, headWidth }: AttentionShape,
): Value {
  const padded = withPaddingToken(b, tokens, grid, heads * headWidth);
  return toWindows(b, linear(b, padded, name), grid);
}
