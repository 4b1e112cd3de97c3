import type { PlannedWeight } from '../../weights/planned-weight.js';

/** Cells of a patch that a convolution of size and stride 2 reads or writes: (row, column), row by row. */
const CELLS = 4;

/**
 * A convolution of size and stride 2 as a product: weights [out, inner, 2, 2] as [4·inner, out], whose rows are
 * the cells of a patch and in each cell the channels.
 */
export const planPatchConv = (name: string, key: string, inner: number, outer: number): PlannedWeight => ({
  name: `${name}/weight`,
  dims: [CELLS * inner, outer],
  from: [`${key}.weight`],
  make: (weight) => {
    const result = new Float32Array(weight.length);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        for (let cell = 0; cell < CELLS; cell++) {
          result[(cell * inner + i) * outer + o] = weight[(o * inner + i) * CELLS + cell] ?? 0;
        }
      }
    }
    return result;
  },
});

/**
 * A transposed convolution of size and stride 2 as a product: weights [inner, out, 2, 2] as [inner, 4·out],
 * whose columns are the cells of the patch that a pixel becomes, and in each cell the channels; and its bias
 * once for each cell.
 */
export const planPatchUpscale = (
  name: string,
  key: string,
  inner: number,
  outer: number,
): PlannedWeight[] => [
  {
    name: `${name}/weight`,
    dims: [inner, CELLS * outer],
    from: [`${key}.weight`],
    make: (weight) => {
      const result = new Float32Array(weight.length);
      for (let i = 0; i < inner; i++) {
        for (let o = 0; o < outer; o++) {
          for (let cell = 0; cell < CELLS; cell++) {
            result[(i * CELLS + cell) * outer + o] = weight[(i * outer + o) * CELLS + cell] ?? 0;
          }
        }
      }
      return result;
    },
    isProduct: true,
  },
  {
    name: `${name}/bias`,
    dims: [CELLS * outer],
    from: [`${key}.bias`],
    make: (bias) => Float32Array.from({ length: CELLS * outer }, (_, i) => bias[i % outer] ?? 0),
    keepFloat32: true,
  },
];
