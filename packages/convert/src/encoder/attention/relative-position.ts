import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, transpose } from '../../layers/arrange.js';
import { once } from '../../layers/once.js';
import type { AttentionShape } from './attention-shape.js';
import { differences } from './ranges.js';

/** What a query adds to its scores for each row and each column of keys: [heads·windows, window, window, window]. */
interface RelativeTerms {
  readonly byRow: Value;
  readonly byColumn: Value;
}

/**
 * The decomposed relative position of queries [heads, windows, window², d]: their products with the entries of
 * the tables `name/rel_pos_h` and `name/rel_pos_w` [2·window − 1, d] (Segment Anything, `add_decomposed_rel_pos`).
 * Heads and windows may come in either order, and come out in the same.
 */
export function relativeTerms(
  b: GraphBuilder,
  q: Value,
  name: string,
  { grid, heads, headWidth }: AttentionShape,
): RelativeTerms {
  const { window } = grid;
  const maps = heads * grid.down * grid.across;
  const map = reshape(b, q, [maps, window, window, headWidth]);
  const byRow = b.node('MatMul', [map, relativeTable(b, `${name}/rel_pos_h`, window)]);
  const columnsFirst = transpose(b, map, [0, 2, 1, 3]);
  const byColumn = b.node('MatMul', [columnsFirst, relativeTable(b, `${name}/rel_pos_w`, window)]);
  return { byRow, byColumn: transpose(b, byColumn, [0, 2, 1, 3]) };
}

/** `[query, d, key]` out of a table whose row `query − key + window − 1` belongs to the pair; folds at load. */
const relativeTable = (b: GraphBuilder, name: string, window: number): Value =>
  once(b, name, () => {
    const index = b.node('Add', [differences(b, window), b.ints([window - 1], [])]);
    return transpose(b, b.node('Gather', [b.weight(name), index], { axis: 0 }), [0, 2, 1]);
  });
