let table: Float32Array | undefined;

/** The values of float16 bit patterns, exactly; NaN stays NaN, its payload is not kept. */
export function float16ToFloat32(bits: Uint16Array): Float32Array<ArrayBuffer> {
  table ??= makeTable();
  const result = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) result[i] = table[bits[i] as number] as number;
  return result;
}

/** All 65536 values: 256 kB, faster than arithmetic on every engine. */
function makeTable(): Float32Array {
  return Float32Array.from({ length: 0x10000 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >>> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}
