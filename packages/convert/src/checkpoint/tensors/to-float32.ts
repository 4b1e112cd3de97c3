import type { StoredType } from '../checkpoint.js';
import type { StoredElements } from './element-types.js';

/** Elements as float32: exact for the types of networks, rounded to nearest for float64 and large integers. */
export function toFloat32(type: StoredType, elements: StoredElements): Float32Array<ArrayBuffer> {
  if (elements instanceof Float32Array) return elements;
  if (elements instanceof BigInt64Array) return Float32Array.from(elements, Number);
  if (elements instanceof Uint16Array) {
    return type === 'bfloat16' ? widenBfloat16(elements) : widenFloat16(elements);
  }
  if (type === 'bool') return Float32Array.from(elements, (value) => (value === 0 ? 0 : 1));
  return new Float32Array(elements);
}

function widenBfloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(halves.length);
  for (const [i, half] of halves.entries()) bits[i] = half << 16;
  return new Float32Array(bits.buffer);
}

function widenFloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i] ?? 0;
    const sign = (half & 0x8000) << 16;
    const exponent = half & 0x7c00;
    const magnitude = half & 0x7fff;
    if (exponent === 0x7c00) bits[i] = sign | 0x7f800000 | ((half & 0x3ff) << 13);
    else if (exponent !== 0) bits[i] = sign | ((magnitude << 13) + 0x38000000);
    else values[i] = (sign < 0 ? -1 : 1) * magnitude * 2 ** -24;
  }
  return values;
}
