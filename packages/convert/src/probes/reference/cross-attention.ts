import { type Kronecker, kroneckerMatrix, kroneckerRow, kroneckerTimes } from '../kronecker.js';
import { type Matrix, matrixOf, rowTimes } from '../matrix.js';
import { attendHeads } from './attend-heads.js';

/** Weights of an attention; keys and values have no bias. */
export interface CrossAttentionWeights {
  readonly q: Kronecker;
  readonly k: Kronecker;
  readonly v: Kronecker;
  readonly out: Kronecker;
  /** One row. */
  readonly queryBias: Kronecker;
  readonly outBias: Kronecker;
}

/** Some rows of a matrix. */
interface Rows {
  readonly of: Kronecker;
  readonly at: readonly number[];
}

/** What rows gather of other rows, on which `mask` is added to the scores, after the output projection. */
export function crossAttention(
  heads: number,
  { q, k, v, out, queryBias, outBias }: CrossAttentionWeights,
  from: Rows,
  seen: Rows & { readonly mask?: Float64Array },
): Matrix {
  const queries = projectedRows(from, q, kroneckerRow(queryBias, 0));
  const keys = projectedRows(seen, k);
  const values = projectedRows(seen, v);
  const biases = seen.mask ? Array<Float64Array>(heads).fill(seen.mask) : [];
  const output = kroneckerMatrix(out);
  const bias = kroneckerRow(outBias, 0);
  return matrixOf(
    queries.map((query) => plus(rowTimes(attendHeads(heads, { query, keys, values, biases }), output), bias)),
  );
}

function projectedRows({ of, at }: Rows, by: Kronecker, bias?: Float64Array): Float64Array[] {
  const projected = kroneckerTimes(of, by);
  const rows = at.map((index) => kroneckerRow(projected, index));
  return bias ? rows.map((row) => plus(row, bias)) : rows;
}

const plus = (row: Float64Array, other: Float64Array): Float64Array =>
  row.map((value, i) => value + (other[i] ?? 0));
