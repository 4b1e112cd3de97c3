import { type Matrix, matrix } from './matrix.js';

/**
 * A matrix of multiples of 1/128 between −1 and 1 that look random: xorshift (Marsaglia 2003) on 32-bit integers,
 * so the same in every runtime. float16 holds them exactly, but their products only float32 does, so that devices
 * show it when they compute with less.
 */
export function noise(seed: number, rows: number, columns: number): Matrix {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return matrix(rows, columns, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (((state >>> 8) % 255) - 127) / 128;
  });
}
