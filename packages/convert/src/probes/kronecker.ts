import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape } from '../layers/arrange.js';
import { type Matrix, matrixOf, rowOf, times } from './matrix.js';
import { noise } from './noise.js';

/**
 * A large matrix as the Kronecker product of two small ones: `(i·p + k, j·q + l)` is `left[i, j] · right[k, l]`
 * with `right` [p, q]. It has full rank where they have, and each product is exact in float32.
 */
export interface Kronecker {
  readonly left: Matrix;
  readonly right: Matrix;
}

/** A Kronecker product of noise: `rows` and `columns` of the left and the right factor. */
export const kroneckerNoise = (
  seed: number,
  rows: readonly [number, number],
  columns: readonly [number, number],
): Kronecker => ({
  left: noise(2 * seed, rows[0], columns[0]),
  right: noise(2 * seed + 1, rows[1], columns[1]),
});

/** A size as the product of two, as near to each other as they can be. */
export function factors(size: number): readonly [number, number] {
  let smaller = Math.floor(Math.sqrt(size));
  while (size % smaller !== 0) smaller -= 1;
  return [smaller, size / smaller];
}

/** One row of the large matrix. */
export function kroneckerRow({ left, right }: Kronecker, index: number): Float64Array {
  const a = rowOf(left, Math.floor(index / right.rows));
  const b = rowOf(right, index % right.rows);
  const row = new Float64Array(left.columns * right.columns);
  for (const [j, x] of a.entries()) {
    for (const [l, y] of b.entries()) row[j * right.columns + l] = x * y;
  }
  return row;
}

/** The whole large matrix. */
export const kroneckerMatrix = (of: Kronecker): Matrix =>
  matrixOf(Array.from({ length: of.left.rows * of.right.rows }, (_, i) => kroneckerRow(of, i)));

/** The product of two large matrices: (R ⊗ C)(A ⊗ B) = (R A) ⊗ (C B). */
export const kroneckerTimes = (x: Kronecker, w: Kronecker): Kronecker => ({
  left: times(x.left, w.left),
  right: times(x.right, w.right),
});

/** Makes the large matrix in a graph, of its factors as values; `dims` where it goes by others. */
export function kroneckerValue(
  b: GraphBuilder,
  { left, right }: Kronecker,
  [x, y]: readonly [Value, Value],
  dims: readonly number[] = [left.rows * right.rows, left.columns * right.columns],
): Value {
  const spread = b.node('Mul', [
    reshape(b, x, [left.rows, 1, left.columns, 1]),
    reshape(b, y, [1, right.rows, 1, right.columns]),
  ]);
  return reshape(b, spread, dims);
}
