import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape } from '../../layers/arrange.js';
import { once } from '../../layers/once.js';
import { differences } from './ranges.js';

/**
 * For each token of a square map a one at its row and a one at its column, [side², 2·side] for each of the
 * leading `dims`; folds at load.
 */
export const oneHotPositions = (b: GraphBuilder, side: number, dims: readonly number[]): Value =>
  once(b, `one-hot ${side} for ${dims}`, () => {
    const identity = b.node('Cast', [b.node('Equal', [differences(b, side), b.ints([0], [])])], { to: 1 });
    const all = b.ints([side, side, side]);
    const rows = b.node('Expand', [reshape(b, identity, [side, 1, side]), all]);
    const columns = b.node('Expand', [reshape(b, identity, [1, side, side]), all]);
    const both = reshape(b, b.node('Concat', [rows, columns], { axis: 2 }), [side * side, 2 * side]);
    return b.node('Expand', [both, b.ints([...dims, side * side, 2 * side])]);
  });
