import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape } from '../../layers/arrange.js';
import { unsqueeze } from '../../layers/unsqueeze.js';
import type { Heads } from './head-attention.js';

/**
 * Heads as rows: x [n, t, inner] becomes [n, heads·t, inner], where the rows of a head keep that head's columns
 * and have zeros elsewhere. All heads together are then one product. It multiplies zeros, yet for a few tokens
 * that is as quick as one small product a head, and nothing need be transposed.
 */
export function headRows(b: GraphBuilder, x: Value, heads: Heads): Value {
  const repeated = b.node('Mul', [unsqueeze(b, x, 1), headColumns(b, heads)]);
  return reshape(b, repeated, [0, -1, heads.inner]);
}

/** The inverse: of the rows of each head its own columns, [n, heads·t, inner] as [n, t, inner]. */
export function joinHeadRows(b: GraphBuilder, rows: Value, heads: Heads): Value {
  const perHead = reshape(b, rows, [0, heads.heads, -1, heads.inner]);
  const own = b.node('Mul', [perHead, headColumns(b, heads)]);
  return b.node('ReduceSum', [own, b.ints([1])], { keepdims: 0 });
}

/** [heads, 1, inner]: 1 where a column belongs to a head. Folds at load. */
function headColumns(b: GraphBuilder, { heads, inner }: Heads): Value {
  const identity = Array.from({ length: heads * heads }, (_, i) => (i % (heads + 1) === 0 ? 1 : 0));
  const repeated = b.node('Expand', [
    b.floats(identity, [heads, 1, heads, 1]),
    b.ints([heads, 1, heads, inner / heads]),
  ]);
  return reshape(b, repeated, [heads, 1, inner]);
}
