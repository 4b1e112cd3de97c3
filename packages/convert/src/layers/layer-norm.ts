import type { GraphBuilder, Value } from '@medicosam/onnx';

/**
 * Layer normalisation over the last axis, in primitive operators that every runtime has. ONNX Runtime makes one
 * LayerNormalization of exactly this chain; another form of the same formula would stay eight passes over memory.
 */
export const layerNorm = (b: GraphBuilder, x: Value, name: string, eps: number): Value =>
  b.node('Add', [unbiasedLayerNorm(b, x, name, eps), b.weight(`${name}/bias`)]);

/** As {@link layerNorm} without its bias, for where that is folded into what follows. */
export function unbiasedLayerNorm(b: GraphBuilder, x: Value, name: string, eps: number): Value {
  const centred = b.node('Sub', [x, mean(b, x)]);
  const variance = mean(b, b.node('Pow', [centred, b.scalar(2)]));
  const deviation = b.node('Sqrt', [b.node('Add', [variance, b.scalar(eps)])]);
  return b.node('Mul', [b.node('Div', [centred, deviation]), b.weight(`${name}/weight`)]);
}

const mean = (b: GraphBuilder, x: Value): Value => b.node('ReduceMean', [x], { axes: [-1], keepdims: 1 });
