import { createHash } from 'node:crypto';
import type { PixelData, PixelVolume } from '@medicosam/core';

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** Values of numpy's `array[i][j][k][t]` (the last axis fastest, colours behind it), from volumes one a t. */
export function inCOrder(volumes: readonly PixelVolume[]): Float64Array {
  const [{ width, height, depth, channels = 1 }] = volumes as [PixelVolume];
  const out = new Float64Array(volumes.length * width * height * depth * channels);
  let to = 0;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < height; j++) {
      for (let k = 0; k < depth; k++) {
        const at = ((k * height + j) * width + i) * channels;
        for (const { data } of volumes) {
          for (let channel = 0; channel < channels; channel++) out[to++] = data[at + channel] as number;
        }
      }
    }
  }
  return out;
}

/** SHA-256 of values as numpy stores them in a type, the low byte first. */
export function sha256Of(values: PixelData, dtype: string): string {
  const bytes =
    dtype === 'int64' || dtype === 'uint64'
      ? BigInt64Array.from(values, BigInt)
      : (ARRAYS[dtype as keyof typeof ARRAYS] ?? Uint8Array).from(values);
  return createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex');
}

const bytesOf = ({ buffer, byteOffset, byteLength }: PixelData) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Whether two arrays have the same bytes: of large ones many times quicker than comparing values. */
export const haveSameBytes = (first: PixelData, second: PixelData): boolean =>
  bytesOf(first).equals(bytesOf(second));
