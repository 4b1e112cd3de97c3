import type { PixelData } from '@medicosam/core';
import { HOST_IS_LITTLE_ENDIAN } from './host-endianness.js';
import type { StoredType } from './stored-type.js';
import { swapBytes } from './swap-bytes.js';

const TYPES: Readonly<Record<string, StoredType>> = {
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  Int8Array: 'int8',
  Uint16Array: 'uint16',
  Int16Array: 'int16',
  Uint32Array: 'uint32',
  Int32Array: 'int32',
  Float32Array: 'float32',
  Float64Array: 'float64',
};

/** The type that holds the values of a typed array. By its tag: `instanceof` fails for arrays of another realm. */
export const storedTypeOf = (data: PixelData): StoredType =>
  TYPES[Object.prototype.toString.call(data).slice(8, -1)] as StoredType;

/** Values as bytes, the low one first; shared with `data` where that is how they lie. */
export function voxelBytes(data: PixelData): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const size = data.BYTES_PER_ELEMENT;
  if (HOST_IS_LITTLE_ENDIAN || size === 1) return bytes;
  const turned = bytes.slice();
  swapBytes(turned, size as 2 | 4 | 8);
  return turned;
}
