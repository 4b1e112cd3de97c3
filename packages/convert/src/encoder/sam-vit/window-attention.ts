import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, transpose } from '../../layers/arrange.js';
import type { AttentionShape } from '../attention/attention-shape.js';
import { multiHeadAttention } from '../attention/multi-head-attention.js';
import { oneHotPositions } from '../attention/one-hot-positions.js';
import { plainAttention } from '../attention/plain-attention.js';
import { queriesKeysValuesByHead, queriesKeysValuesByToken } from '../attention/queries-keys-values.js';
import { relativeTerms } from '../attention/relative-position.js';
import { fromWindowParts, fromWindows } from '../attention/windows.js';

/**
 * Attention inside windows, tokens [rows·columns, width] in and out, before the output projection.
 *
 * The position terms go into the product: a query is followed by its term for every row and every column, a key
 * by a one at its own row and its own column. Rows of 14 keys are too short to add terms to one by one.
 */
export function windowAttention(b: GraphBuilder, tokens: Value, name: string, shape: AttentionShape): Value {
  const { grid, heads, headWidth } = shape;
  const { window } = grid;
  const [q, k, v] = queriesKeysValuesByHead(b, tokens, `${name}/qkv`, shape);
  const terms = relativeTerms(b, q, name, shape);
  const perToken = [heads, grid.down * grid.across, window * window];
  const byRow = reshape(b, terms.byRow, [...perToken, window]);
  const byColumn = reshape(b, terms.byColumn, [...perToken, window]);
  const queries = b.node('Concat', [q, byRow, byColumn], { axis: 3 });
  const ones = oneHotPositions(b, window, [heads, grid.down * grid.across]);
  const keys = b.node('Concat', [k, ones], { axis: 3 });
  return fromWindowParts(b, plainAttention(b, [queries, keys, v]), grid, [heads, headWidth]);
}

/** As {@link windowAttention}, with ONNX Runtime's operator and the position terms as its bias. */
export function windowAttentionFused(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  shape: AttentionShape,
): Value {
  const { grid, heads, headWidth } = shape;
  const { window } = grid;
  const windows = grid.down * grid.across;
  const length = window * window;
  const qkv = queriesKeysValuesByToken(b, tokens, `${name}/qkv`, shape);
  const byHead = transpose(b, reshape(b, qkv[0], [windows, length, heads, headWidth]), [0, 2, 1, 3]);
  const terms = relativeTerms(b, byHead, name, shape);
  const pairs = [windows, heads, length];
  const bias = b.node('Add', [
    reshape(b, terms.byRow, [...pairs, window, 1]),
    reshape(b, terms.byColumn, [...pairs, 1, window]),
  ]);
  const attended = multiHeadAttention(b, qkv, heads, reshape(b, bias, [...pairs, length]));
  return fromWindows(b, attended, grid, heads * headWidth);
}
