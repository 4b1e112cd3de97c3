const value = new Float32Array(1);
const bits = new Uint32Array(value.buffer);

/** IEEE 754 half floats of float32 values, rounded to nearest, ties to even. */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, (number) => {
    value[0] = number;
    const word = bits[0] as number;
    const sign = (word >>> 16) & 0x8000;
    const exponent = (word >>> 23) & 0xff;
    const mantissa = word & 0x7fffff;
    if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
    if (exponent >= 143) return sign | 0x7c00;
    // Below the smallest normal half, the hidden bit moves into the mantissa.
    const shift = exponent < 113 ? Math.min(126 - exponent, 31) : 13;
    const whole = exponent < 113 ? mantissa | 0x800000 : ((exponent - 112) << 23) | mantissa;
    const half = shift > 24 ? 0 : whole >>> shift;
    const rest = shift > 24 ? 0 : whole & ((1 << shift) - 1);
    const tie = 1 << (shift - 1);
    const isUp = rest > tie || (rest === tie && (half & 1) === 1);
    // A carry out of the mantissa raises the exponent, and out of the largest half gives infinity: both right.
    return sign | (half + (isUp ? 1 : 0));
  });
}

/** float32 values of IEEE 754 half floats, exactly. */
export function fromFloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(halves, (half) => {
    const sign = (half & 0x8000) === 0 ? 1 : -1;
    const exponent = (half >>> 10) & 0x1f;
    const mantissa = half & 0x3ff;
    if (exponent === 0x1f) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    if (exponent === 0) return sign * mantissa * 2 ** -24;
    return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  });
}
