import { float, type GraphBuilder, type Value } from '@medicosam/onnx';
import type { QueriesKeysValues } from './queries-keys-values.js';

/**
 * ONNX Runtime's own attention on [windows, tokens, heads·d] with a bias [windows or 1, heads, tokens, tokens].
 * The scale is given outright, since it is folded into q: the default would be 1/√d.
 */
export function multiHeadAttention(
  b: GraphBuilder,
  [q, k, v]: QueriesKeysValues,
  heads: number,
  bias: Value | null = null,
): Value {
  const attributes = { num_heads: heads, scale: float(1) };
  const inputs = bias ? [q, k, v, null, null, bias] : [q, k, v];
  return b.node('MultiHeadAttention', inputs, attributes, 'com.microsoft');
}
