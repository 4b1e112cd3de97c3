import type { GraphBuilder, Value } from '@medicosam/onnx';

/** The exact GELU, `x · (1 + erf(x / √2)) / 2`, in the form that ONNX Runtime makes one operator of. */
export function gelu(b: GraphBuilder, x: Value): Value {
  const erf = b.node('Erf', [b.node('Div', [x, b.scalar(Math.SQRT2)])]);
  return b.node('Mul', [b.node('Mul', [x, b.node('Add', [erf, b.scalar(1)])]), b.scalar(0.5)]);
}
