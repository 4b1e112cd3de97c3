import type { GraphBuilder, Value } from '@medicosam/onnx';

/** x with an axis of size 1 more, at `axis` of the result. */
export const unsqueeze = (b: GraphBuilder, x: Value, axis: number): Value =>
  b.node('Unsqueeze', [x, b.ints([axis])]);
