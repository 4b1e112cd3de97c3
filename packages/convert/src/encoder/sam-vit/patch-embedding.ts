import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { SamVitEncoder } from '../../describe/network.js';
import { reshape, transpose } from '../../layers/arrange.js';
import { product } from '../../layers/linear.js';

/**
 * Image [1, 3, s, s] to tokens [grid², width]. A convolution whose stride is its kernel is a product of patches,
 * which leaves the tokens as rows; the position table already holds its bias.
 */
export function patchEmbedding(b: GraphBuilder, image: Value, { grid, patchSize }: SamVitEncoder): Value {
  return b.scope('patch', () => {
    const cells = reshape(b, image, [3, grid, patchSize, grid, patchSize]);
    const patches = reshape(b, transpose(b, cells, [1, 3, 0, 2, 4]), [grid * grid, 3 * patchSize ** 2]);
    return b.node('Add', [product(b, patches, 'encoder/patch'), b.weight('encoder/position')]);
  });
}
