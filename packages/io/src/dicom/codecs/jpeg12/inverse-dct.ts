const BASIS = Float64Array.from({ length: 64 }, (_, i) => {
  const [x, u] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

const rows = new Float64Array(64);

/** How many coefficients of a row there are up to the last that is not 0: of a smooth image few. */
function usedLength(block: Float64Array, start: number): number {
  for (let u = 8; u > 0; u--) if (block[start + u - 1] !== 0) return u;
  return 0;
}

/** The inverse DCT of 8 × 8 dequantised coefficients, row by row, in place (ITU-T T.81, A.3.3). */
export function inverseDct(block: Float64Array): void {
  let usedRows = 0;
  for (let v = 0; v < 8; v++) {
    const length = usedLength(block, v * 8);
    if (length > 0) usedRows = v + 1;
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < length; u++) sum += (BASIS[x * 8 + u] as number) * (block[v * 8 + u] as number);
      rows[v * 8 + x] = sum;
    }
  }
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let v = 0; v < usedRows; v++) sum += (BASIS[y * 8 + v] as number) * (rows[v * 8 + x] as number);
      block[y * 8 + x] = sum;
    }
  }
}
