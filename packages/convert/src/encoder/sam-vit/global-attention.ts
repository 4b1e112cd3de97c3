import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, splitEvenly, transpose } from '../../layers/arrange.js';
import type { AttentionShape } from '../attention/attention-shape.js';
import { multiHeadAttention } from '../attention/multi-head-attention.js';
import { oneHotPositions } from '../attention/one-hot-positions.js';
import { plainAttention } from '../attention/plain-attention.js';
import { queriesKeysValuesByHead, queriesKeysValuesByToken } from '../attention/queries-keys-values.js';
import { relativeTerms } from '../attention/relative-position.js';
import { fromWindowParts } from '../attention/windows.js';
import { planScoreTiles } from '../tiling/score-tiles.js';
import { TILE_VALUES } from '../tiling/tile-values.js';

/**
 * Attention of every token to every token, tokens [side², width] in and out, before the output projection. A few
 * heads' scores of a few queries are in memory at a time, never the whole [heads, side², side²].
 */
export function globalAttentionTiled(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  shape: AttentionShape,
  tileValues = TILE_VALUES,
): Value {
  const { grid, heads, headWidth } = shape;
  const side = grid.window;
  const count = side * side;
  // Scores are many: in tiles of the usual size a global attention would be 700 nodes.
  const { groups, parts } = planScoreTiles(heads, count, 2 * tileValues);
  const [size, rows] = [heads / groups, count / parts];
  const tiled = (x: Value, dims: number[]) =>
    splitEvenly(b, reshape(b, x, [heads * parts, ...dims]), 0, heads * parts, groups * parts);
  const grouped = (x: Value) => splitEvenly(b, x, 0, heads, groups);

  const [q, k, v] = queriesKeysValuesByHead(b, tokens, `${name}/qkv`, shape);
  const terms = relativeTerms(b, q, name, shape);
  const [keys, values] = [grouped(k), grouped(v)];
  const byRow = tiled(terms.byRow, [rows, side, 1]);
  const byColumn = tiled(terms.byColumn, [rows, 1, side]);
  const outputs = tiled(q, [1, rows, headWidth]).map((queries, tile) => {
    const group = Math.floor(tile / parts);
    const qkv = [queries, keys[group] as Value, values[group] as Value] as const;
    return plainAttention(b, qkv, (scores) => {
      const cells = reshape(b, scores, [size, rows, side, side]);
      const withRows = b.node('Add', [cells, byRow[tile] as Value]);
      const biased = b.node('Add', [withRows, byColumn[tile] as Value]);
      return reshape(b, biased, [size, 1, rows, count]);
    });
  });
  const all = outputs.length === 1 ? (outputs[0] as Value) : b.node('Concat', outputs, { axis: 0 });
  return fromWindowParts(b, all, grid, [heads, headWidth]);
}

/**
 * As {@link globalAttentionTiled}, with ONNX Runtime's operator, which keeps no score matrix as long as it is
 * given no bias. So the position terms go into the product, as in `windowAttention`.
 */
export function globalAttentionFused(
  b: GraphBuilder,
  tokens: Value,
  name: string,
  shape: AttentionShape,
): Value {
  const { grid, heads, headWidth } = shape;
  const side = grid.window;
  const count = side * side;
  const [q, k, v] = queriesKeysValuesByToken(b, tokens, `${name}/qkv`, shape);
  const perHead = (x: Value) => reshape(b, x, [count, heads, headWidth]);
  const terms = relativeTerms(b, transpose(b, perHead(q), [1, 0, 2]), name, shape);
  const perToken = (term: Value) => transpose(b, reshape(b, term, [heads, count, side]), [1, 0, 2]);
  const ones = transpose(b, oneHotPositions(b, side, [heads]), [1, 0, 2]);
  const extended = (parts: Value[]) =>
    reshape(b, b.node('Concat', parts, { axis: 2 }), [1, count, heads * (headWidth + 2 * side)]);
  const queries = extended([perHead(q), perToken(terms.byRow), perToken(terms.byColumn)]);
  const keys = extended([perHead(k), ones]);
  const attended = multiHeadAttention(b, [queries, keys, v], heads);
  return reshape(b, attended, [count, heads * headWidth]);
}
