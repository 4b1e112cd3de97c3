import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape } from '../../layers/arrange.js';
import { once } from '../../layers/once.js';
import { differences } from './ranges.js';

/**
 * TinyViT's learned bias between the tokens of a window, [heads, window², window²], out of its table
 * [heads, window²] by |Δrow| · window + |Δcolumn| (MobileSAM, `tiny_vit_sam.py`, `Attention`); folds at load.
 */
export const distanceBias = (b: GraphBuilder, name: string, window: number): Value =>
  once(b, name, () => b.node('Gather', [b.weight(name), distanceIndex(b, window)], { axis: 1 }));

const distanceIndex = (b: GraphBuilder, window: number): Value =>
  once(b, `distances ${window}`, () => {
    const distance = b.node('Abs', [differences(b, window)]);
    const rows = reshape(b, b.node('Mul', [distance, b.ints([window], [])]), [window, 1, window, 1]);
    const index = b.node('Add', [rows, reshape(b, distance, [1, window, 1, window])]);
    return reshape(b, index, [window * window, window * window]);
  });
