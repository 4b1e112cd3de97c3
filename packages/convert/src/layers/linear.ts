import type { GraphBuilder, Value } from '@medicosam/onnx';
import { isQuantised, quantisedProduct } from '../quantise/quantised-product.js';

/** `x @ W` with `W` [in, out] stored as `name/weight`, in 8 bits where the weights file has it so. */
export function product(b: GraphBuilder, x: Value, name: string): Value {
  const matrix = `${name}/weight`;
  return isQuantised(b, matrix) ? quantisedProduct(b, x, matrix) : b.node('MatMul', [x, b.weight(matrix)]);
}

/** `x @ W + bias`; on rows [n, in] ONNX Runtime makes one Gemm of it, or has it as one operator in 8 bits. */
export function linear(b: GraphBuilder, x: Value, name: string): Value {
  const [matrix, bias] = [`${name}/weight`, `${name}/bias`];
  if (isQuantised(b, matrix)) return quantisedProduct(b, x, matrix, b.weight(bias));
  return b.node('Add', [product(b, x, name), b.weight(bias)]);
}
