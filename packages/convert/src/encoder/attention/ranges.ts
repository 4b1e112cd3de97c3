import type { GraphBuilder, Value } from '@medicosam/onnx';
import { once } from '../../layers/once.js';

/** `0 … n − 1`, int64. */
const range = (b: GraphBuilder, n: number): Value =>
  b.node('Range', [b.ints([0], []), b.ints([n], []), b.ints([1], [])]);

/** `i − j` for i, j of 0 … n − 1: int64 [n, n]. */
export const differences = (b: GraphBuilder, n: number): Value =>
  once(b, `differences ${n}`, () => {
    const positions = range(b, n);
    return b.node('Sub', [
      b.node('Unsqueeze', [positions, b.ints([1])]),
      b.node('Unsqueeze', [positions, b.ints([0])]),
    ]);
  });
