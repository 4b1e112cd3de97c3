import type { GraphBuilder, Value } from '@medicosam/onnx';

/** `0 … n − 1`, int64. */
export const range = (b: GraphBuilder, n: number): Value =>
  b.node('Range', [b.ints([0], []), b.ints([n], []), b.ints([1], [])]);

/** `i − j` for i, j of 0 … n − 1: int64 [n, n]. */
export function differences(b: GraphBuilder, n: number): Value {
  const positions = range(b, n);
  return b.node('Sub', [
    b.node('Unsqueeze', [positions, b.ints([1])]),
    b.node('Unsqueeze', [positions, b.ints([0])]),
  ]);
}
