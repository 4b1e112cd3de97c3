import { broadcastDims, broadcastOffsets } from '../broadcast.js';
import { input, type Operators } from '../operator.js';
import { misfit, sizeOf, type Value } from '../value.js';

/** Row by row, sums in double precision. */
function multiply(a: Value, b: Value): Value {
  const [m, k] = [a.dims.at(-2) ?? 1, a.dims.at(-1) ?? 1];
  const [rows, n] = [b.dims.at(-2) ?? 1, b.dims.at(-1) ?? 1];
  if (rows !== k) throw misfit(`Matrices of dims [${a.dims}] and [${b.dims}] do not multiply.`);
  const batch = broadcastDims(a.dims.slice(0, -2), b.dims.slice(0, -2));
  const [fromA, fromB] = [
    broadcastOffsets(a.dims.slice(0, -2), batch),
    broadcastOffsets(b.dims.slice(0, -2), batch),
  ];
  const data = new Float32Array(sizeOf(batch) * m * n);
  const sums = new Float64Array(n);
  for (let matrix = 0; matrix < fromA.length; matrix++) {
    const startA = (fromA[matrix] as number) * m * k;
    const startB = (fromB[matrix] as number) * k * n;
    for (let row = 0; row < m; row++) {
      sums.fill(0);
      for (let i = 0; i < k; i++) {
        const factor = a.data[startA + row * k + i] as number;
        const start = startB + i * n;
        for (let column = 0; column < n; column++) {
          sums[column] = (sums[column] as number) + factor * (b.data[start + column] as number);
        }
      }
      data.set(sums, (matrix * m + row) * n);
    }
  }
  return { type: a.type, dims: [...batch, m, n], data };
}

/** Matrix products of stacks of matrices. */
export const matmul: Operators = {
  MatMul: (inputs) => [multiply(input(inputs, 0), input(inputs, 1))],
};
