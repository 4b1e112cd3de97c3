/** IEEE 754 half floats of float32 values, rounded to nearest, ties to even. */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(words.length);
  for (let i = 0; i < words.length; i++) halves[i] = halfOf(words[i] as number);
  return halves;
}

function halfOf(word: number): number {
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
}

/** float32 values of IEEE 754 half floats, exactly. */
export function fromFloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(halves.length);
  const words = new Uint32Array(values.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i] as number;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >>> 10) & 0x1f;
    const mantissa = half & 0x3ff;
    // Below the smallest normal half there is no hidden bit.
    if (exponent === 0) values[i] = (sign < 0 ? -1 : 1) * mantissa * 2 ** -24;
    else words[i] = sign | ((exponent === 0x1f ? 0xff : exponent + 112) << 23) | (mantissa << 13);
  }
  return values;
}
