import { MedicoSamError } from '@medicosam/core';
import { type DataType, float16ToFloat32 } from '@medicosam/onnx';
import type { HostData } from '../value.js';

/**
 * Stored values as they are computed with: float16 widened exactly, int64 in 32 bits.
 *
 * @param bytes little-endian, in memory of their own
 * @param what for the message
 * @throws MedicoSamError `GRAPH_UNSUPPORTED` for another type.
 */
export function decodeData(
  type: DataType,
  dims: readonly number[],
  { buffer, byteOffset, byteLength }: Uint8Array,
  what: string,
): HostData {
  switch (type) {
    case 'float32':
      return { type, dims, data: new Float32Array(buffer, byteOffset, byteLength / 4) };
    case 'float16':
      return {
        type: 'float32',
        dims,
        data: float16ToFloat32(new Uint16Array(buffer, byteOffset, byteLength / 2)),
      };
    case 'int32':
      return { type, dims, data: new Int32Array(buffer, byteOffset, byteLength / 4) };
    case 'int64':
      return { type: 'int32', dims, data: clamped(new BigInt64Array(buffer, byteOffset, byteLength / 8)) };
    case 'uint8':
      return { type: 'int32', dims, data: Int32Array.from(new Uint8Array(buffer, byteOffset, byteLength)) };
    case 'bool':
      return { type, dims, data: new Uint8Array(buffer, byteOffset, byteLength) };
    default:
      throw new MedicoSamError('GRAPH_UNSUPPORTED', {
        message: `${what} is ${type}, which is not read here.`,
      });
  }
}

/** "To the end" is written as the largest int64. */
const clamped = (values: BigInt64Array): Int32Array =>
  Int32Array.from(values, (value) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Number(value))));
