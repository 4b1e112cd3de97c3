const BASIS = Float64Array.from({ length: 64 }, (_, i) => {
  const [x, u] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

const rows = new Float64Array(64);

/** The inverse DCT of 8 × 8 dequantised coefficients, row by row, in place (ITU-T T.81, A.3.3). */
export function inverseDct(block: Float64Array): void {
  for (let v = 0; v < 8; v++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += (BASIS[x * 8 + u] as number) * (block[v * 8 + u] as number);
      rows[v * 8 + x] = sum;
    }
  }
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let v = 0; v < 8; v++) sum += (BASIS[y * 8 + v] as number) * (rows[v * 8 + x] as number);
      block[y * 8 + x] = sum;
    }
  }
}
