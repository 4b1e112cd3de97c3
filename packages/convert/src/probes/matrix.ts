/** A matrix in float64, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix whose element in row i and column j is `at(i, j)`. */
export function matrix(rows: number, columns: number, at: (i: number, j: number) => number): Matrix {
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) data[i * columns + j] = at(i, j);
  }
  return { rows, columns, data };
}

/** A matrix of rows of the same length. */
export const matrixOf = (rows: readonly Float64Array[]): Matrix =>
  matrix(rows.length, rows[0]?.length ?? 0, (i, j) => rows[i]?.[j] ?? 0);

/** One row, without a copy. */
export const rowOf = ({ columns, data }: Matrix, i: number): Float64Array =>
  data.subarray(i * columns, (i + 1) * columns);

/** Some of the columns. */
export const columnsOf = (m: Matrix, indices: readonly number[]): Matrix =>
  matrix(m.rows, indices.length, (i, j) => m.data[i * m.columns + (indices[j] ?? 0)] ?? 0);

/** `x · y`, over the length of x, from `offset` on in y. */
export function dot(x: Float64Array, y: Float64Array, offset = 0): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] ?? 0) * (y[offset + i] ?? 0);
  return sum;
}

/** `x @ m` of a row and a matrix. */
export function rowTimes(x: Float64Array, m: Matrix): Float64Array {
  const result = new Float64Array(m.columns);
  for (const [i, value] of x.entries()) {
    const row = rowOf(m, i);
    for (let j = 0; j < result.length; j++) result[j] = (result[j] ?? 0) + value * (row[j] ?? 0);
  }
  return result;
}

/** The matrix product. */
export const times = (a: Matrix, b: Matrix): Matrix =>
  matrixOf(Array.from({ length: a.rows }, (_, i) => rowTimes(rowOf(a, i), b)));

/** The same matrix with each element replaced. */
export const mapped = (m: Matrix, of: (value: number) => number): Matrix => ({ ...m, data: m.data.map(of) });
