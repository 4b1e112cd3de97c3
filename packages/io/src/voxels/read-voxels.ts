import type { PixelData } from '@medicosam/core';
import { HOST_IS_LITTLE_ENDIAN } from './host-endianness.js';
import { narrowInt64 } from './narrow-int64.js';
import { STORED_BYTES, type StoredType } from './stored-type.js';
import { swapBytes } from './swap-bytes.js';

/**
 * Values from their bytes, which become the caller's no more: they are turned around in place, and shared with the
 * result. 64-bit integers become the smallest type that holds all of them exactly.
 *
 * @param bytes - begin at a multiple of the type's size in their buffer
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` for integers beyond 2^53.
 */
export function readVoxels(
  format: string,
  bytes: Uint8Array<ArrayBuffer>,
  type: StoredType,
  littleEndian: boolean,
): PixelData {
  if (littleEndian !== HOST_IS_LITTLE_ENDIAN) swapBytes(bytes, STORED_BYTES[type]);
  const { buffer, byteOffset } = bytes;
  const length = bytes.length / STORED_BYTES[type];
  switch (type) {
    case 'uint8':
      return bytes;
    case 'int8':
      return new Int8Array(buffer, byteOffset, length);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, length);
    case 'int16':
      return new Int16Array(buffer, byteOffset, length);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, length);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length);
    case 'float32':
      return new Float32Array(buffer, byteOffset, length);
    case 'float64':
      return new Float64Array(buffer, byteOffset, length);
    case 'int64':
    case 'uint64':
      return narrowInt64(format, new Uint32Array(buffer, byteOffset, 2 * length), type === 'int64');
  }
}
