import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, transpose } from '../../layers/arrange.js';
import { unsqueeze } from '../../layers/unsqueeze.js';

/** How many heads there are, and their width together. */
export interface Heads {
  readonly heads: number;
  readonly inner: number;
}

/**
 * Attention of q [n, a, inner] to k and v [n or 1, c, inner], head by head: [n, a, inner]. The queries bear the
 * scale already. What is added to the scores, `mask`, is [n, 1, c].
 */
export function headAttention(
  b: GraphBuilder,
  { heads, inner }: Heads,
  [q, k, v]: readonly [q: Value, k: Value, v: Value],
  mask?: Value,
): Value {
  const split = (x: Value, perm: readonly number[]) =>
    transpose(b, reshape(b, x, [0, 0, heads, inner / heads]), perm);
  const scores = b.node('MatMul', [split(q, [0, 2, 1, 3]), split(k, [0, 2, 3, 1])]);
  const masked = mask ? b.node('Add', [scores, unsqueeze(b, mask, 1)]) : scores;
  const attended = b.node('MatMul', [b.node('Softmax', [masked], { axis: -1 }), split(v, [0, 2, 1, 3])]);
  return reshape(b, transpose(b, attended, [0, 2, 1, 3]), [0, 0, inner]);
}
