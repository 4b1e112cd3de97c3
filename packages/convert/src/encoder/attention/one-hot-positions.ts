import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape } from '../layers/arrange.js';
import { range } from './ranges.js';

/** [side², 2·side]: for each token of a square map a one at its row and a one at its column; folds at load. */
export function oneHotPositions(b: GraphBuilder, side: number): Value {
  const positions = range(b, side);
  const equal = b.node('Equal', [
    b.node('Unsqueeze', [positions, b.ints([1])]),
    b.node('Unsqueeze', [positions, b.ints([0])]),
  ]);
  const identity = b.node('Cast', [equal], { to: 1 });
  const all = b.ints([side, side, side]);
  const rows = b.node('Expand', [reshape(b, identity, [side, 1, side]), all]);
  const columns = b.node('Expand', [reshape(b, identity, [1, side, side]), all]);
  return reshape(b, b.node('Concat', [rows, columns], { axis: 2 }), [side * side, 2 * side]);
}
