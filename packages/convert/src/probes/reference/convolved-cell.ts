import { type Matrix, rowOf } from '../matrix.js';

/**
 * What a 3×3 convolution with zero padding makes of one cell of a map [side, side].
 *
 * @param kernel - [out, in·9]
 * @param at - the channels of a cell
 */
export function convolvedCell(
  kernel: Matrix,
  at: (cell: number) => Float64Array,
  side: number,
  cell: number,
): Float64Array {
  const [row, column] = [Math.floor(cell / side), cell % side];
  const result = new Float64Array(kernel.rows);
  for (let tap = 0; tap < 9; tap++) {
    const [r, c] = [row + Math.floor(tap / 3) - 1, column + (tap % 3) - 1];
    if (r < 0 || r >= side || c < 0 || c >= side) continue;
    const channels = at(r * side + c);
    for (let out = 0; out < result.length; out++) {
      const weights = rowOf(kernel, out);
      for (const [i, value] of channels.entries()) {
        result[out] = (result[out] ?? 0) + (weights[9 * i + tap] ?? 0) * value;
      }
    }
  }
  return result;
}
