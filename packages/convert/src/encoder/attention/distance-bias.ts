import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape } from '../layers/arrange.js';
import { differences } from './ranges.js';

/**
 * TinyViT's learned bias between the tokens of a window, [heads, window², window²], out of its table
 * [heads, window²] by |Δrow| · window + |Δcolumn| (MobileSAM, `tiny_vit_sam.py`, `Attention`); folds at load.
 */
export function distanceBias(b: GraphBuilder, name: string, window: number): Value {
  const distance = b.node('Abs', [differences(b, window)]);
  const rows = reshape(b, b.node('Mul', [distance, b.ints([window], [])]), [window, 1, window, 1]);
  const index = b.node('Add', [rows, reshape(b, distance, [1, window, 1, window])]);
  const pairs = reshape(b, index, [window * window, window * window]);
  return b.node('Gather', [b.weight(name), pairs], { axis: 1 });
}
