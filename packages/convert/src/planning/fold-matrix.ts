/** A row-major matrix [rows, columns] as [columns, rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = values[row * columns + column] ?? 0;
    }
  }
  return result;
}

/** Rows of a matrix in another order: row i of the result is row `order[i]`. */
export function rowsInOrder(values: Float32Array, order: readonly number[]): Float32Array {
  const width = values.length / order.length;
  const result = new Float32Array(values.length);
  for (const [to, from] of order.entries()) {
    result.set(values.subarray(from * width, (from + 1) * width), to * width);
  }
  return result;
}

/** All values times a factor from the first up to `end`; the rest as it is. */
export const scaledUpTo = (values: Float32Array, end: number, factor: number): Float32Array =>
  values.map((value, i) => (i < end ? value * factor : value));

/** A matrix [rows, columns] times a vector [columns], summed in double precision. */
export function matrixTimesVector(matrix: Float32Array, vector: Float32Array): Float64Array {
  const columns = vector.length;
  return Float64Array.from({ length: matrix.length / columns }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += (matrix[row * columns + i] ?? 0) * (vector[i] ?? 0);
    return sum;
  });
}

/** A matrix [rows, inner] times a matrix [inner, columns], summed in double precision. */
export function matrixProduct(left: Float32Array, right: Float32Array, inner: number): Float32Array {
  const [rows, columns] = [left.length / inner, right.length / inner];
  const result = new Float32Array(rows * columns);
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let i = 0; i < inner; i++) {
      const factor = left[row * inner + i] ?? 0;
      for (let column = 0; column < columns; column++) {
        sums[column] = (sums[column] ?? 0) + factor * (right[i * columns + column] ?? 0);
      }
    }
    result.set(sums, row * columns);
  }
  return result;
}
