import type { GraphBuilder, Value } from '@medicosam/onnx';

/** `x @ W` with `W` [in, out] stored as `name/weight`. */
export const product = (b: GraphBuilder, x: Value, name: string): Value =>
  b.node('MatMul', [x, b.weight(`${name}/weight`)]);

/** `x @ W + bias`; on rows [n, in] ONNX Runtime makes one Gemm of it. */
export const linear = (b: GraphBuilder, x: Value, name: string): Value =>
  b.node('Add', [product(b, x, name), b.weight(`${name}/bias`)]);
