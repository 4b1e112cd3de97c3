import type { PixelData } from '@medicosam/core';
import { formatUnsupported } from '../format-errors.js';
import { HOST_IS_LITTLE_ENDIAN } from './host-endianness.js';

/**
 * 64-bit integers, given as pairs of 32 bits, as the smallest of `Int32Array`, `Uint32Array` and `Float64Array` that
 * holds all of them exactly. (Labels and counts are written with 64 bits by programs whose default that is.)
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` for values beyond 2^53.
 */
export function narrowInt64(format: string, halves: Uint32Array, signed: boolean): PixelData {
  const values = new Float64Array(halves.length / 2);
  const [lowAt, highAt] = HOST_IS_LITTLE_ENDIAN ? [0, 1] : [1, 0];
  let min = 0;
  let max = 0;
  for (let i = 0; i < values.length; i++) {
    const low = halves[2 * i + lowAt] as number;
    const high = halves[2 * i + highAt] as number;
    const value = (signed ? high | 0 : high) * 2 ** 32 + low;
    if (value < min) min = value;
    if (value > max) max = value;
    values[i] = value;
  }
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max)) {
    throw formatUnsupported(
      format,
      'has integers of 64 bits beyond 2^53, which no number here holds exactly',
      'Store it with 32 bits, or as floating point.',
    );
  }
  if (min >= -(2 ** 31) && max < 2 ** 31) return Int32Array.from(values);
  return min >= 0 && max < 2 ** 32 ? Uint32Array.from(values) : values;
}
