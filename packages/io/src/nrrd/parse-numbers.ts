import type { PixelData } from '@medicosam/core';
import { formatInvalid, formatUnsupported } from '../format-errors.js';
import { TextDecoder } from '../platform.js';
import type { StoredType } from '../voxels/stored-type.js';

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: Float64Array,
  int64: Float64Array,
  float32: Float32Array,
  float64: Float64Array,
} as const satisfies Record<StoredType, unknown>;

/** Bytes of text that are decoded at a time. */
const PIECE_BYTES = 1 << 16;
const WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '+inf': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

/**
 * Numbers from text, between them spaces, line ends or commas.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when there are fewer than `count`, or something is no number.
 */
export function parseNumbers(bytes: Uint8Array, type: StoredType, count: number): PixelData {
  const tooFew = (found: string) =>
    formatInvalid('NRRD', `is cut off: it has ${found} values, its header says ${count}`);
  if (2 * count - 1 > bytes.length) throw tooFew(`at most ${(bytes.length + 1) >> 1}`);
  const values = new ARRAYS[type](count);
  const isWide = type === 'int64' || type === 'uint64';
  let found = 0;
  let carried = '';
  const decoder = new TextDecoder('latin1');
  for (let offset = 0; offset < bytes.length && found < count; offset += PIECE_BYTES) {
    const isLast = offset + PIECE_BYTES >= bytes.length;
    const words = (carried + decoder.decode(bytes.subarray(offset, offset + PIECE_BYTES))).split(/[\s,]+/);
    carried = isLast ? '' : (words.pop() ?? '');
    for (const word of words) {
      if (word === '') continue;
      if (found === count) break;
      const value = WORDS[word.toLowerCase()] ?? Number(word);
      if (Number.isNaN(value) && word.toLowerCase() !== 'nan') {
        throw formatInvalid('NRRD', 'has something that is no number among its values');
      }
      if (isWide && !Number.isSafeInteger(value)) {
        throw formatUnsupported('NRRD', 'has integers beyond 2^53', 'Store it as floating point.');
      }
      values[found++] = value;
    }
  }
  if (found < count) throw tooFew(`${found}`);
  return values;
}
