import type { GraphBuilder, Value } from '@medicosam/onnx';
import { transpose } from '../../layers/arrange.js';
import type { QueriesKeysValues } from './queries-keys-values.js';

/** `softmax(q kᵀ + bias) v` in plain operators, all [heads, windows, tokens, d]. The scale is folded into q. */
export function plainAttention(
  b: GraphBuilder,
  [q, k, v]: QueriesKeysValues,
  addBias: (scores: Value) => Value = (scores) => scores,
): Value {
  const scores = addBias(b.node('MatMul', [q, transpose(b, k, [0, 1, 3, 2])]));
  return b.node('MatMul', [b.node('Softmax', [scores], { axis: -1 }), v]);
}
