/**
 * float16 bit patterns of float32 values, rounded to nearest, ties to even, as hardware and NumPy do: values
 * from 65520 on become infinity, small ones subnormal, and every NaN the quiet NaN of its sign.
 */
export function float32ToFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const result = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) {
    const x = bits[i] as number;
    const sign = (x >>> 16) & 0x8000;
    const magnitude = x & 0x7fffffff;
    let half: number;
    if (magnitude >= 0x38800000 && magnitude < 0x47800000) {
      // Normal in float16. Rounding may carry into the exponent, up to infinity, which is what it should do.
      half = roundToEven(magnitude - 0x38000000, 13);
    } else if (magnitude < 0x38800000) {
      // Subnormal: the significand with its hidden bit, shifted to units of 2^-24.
      const shift = 126 - (magnitude >>> 23);
      half = shift > 24 ? 0 : roundToEven((magnitude & 0x7fffff) | 0x800000, shift);
    } else {
      half = magnitude > 0x7f800000 ? 0x7e00 : 0x7c00;
    }
    result[i] = sign | half;
  }
  return result;
}

/** `value / 2^shift`, to the nearest whole number, ties to even; shift from 1 to 24. */
function roundToEven(value: number, shift: number): number {
  return (value + (1 << (shift - 1)) - 1 + ((value >>> shift) & 1)) >>> shift;
}
