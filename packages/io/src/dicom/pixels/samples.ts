import type { PixelData } from '@medicosam/core';
import type { Warnings } from '../warnings.js';
import type { ImagePixel } from './image-pixel.js';

/** Reverses the bytes of each word. */
export function swapBytes(bytes: Uint8Array, wordBytes: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.byteLength);
  const whole = bytes.byteLength - (bytes.byteLength % wordBytes);
  for (let i = 0; i < whole; i += wordBytes) {
    for (let k = 0; k < wordBytes; k++) out[i + k] = bytes[i + wordBytes - 1 - k] as number;
  }
  return out;
}

/** Bits, the first in the lowest of each byte, as bytes of 0 and 1. */
export function unpackBits(bytes: Uint8Array, firstBit: number, count: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(count);
  for (let i = 0, bit = firstBit; i < count; i++, bit++) {
    out[i] = ((bytes[bit >> 3] as number) >> (bit & 7)) & 1;
  }
  return out;
}

/** Little-endian bytes, in memory of their own, as samples of the type that is allocated for them. */
export function toSamples(bytes: Uint8Array<ArrayBuffer>, pixel: ImagePixel): PixelData {
  const { buffer } =
    bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  if (pixel.kind === 'float32') return new Float32Array(buffer);
  if (pixel.kind === 'float64') return new Float64Array(buffer);
  switch (pixel.bitsAllocated) {
    case 16:
      return pixel.signed ? new Int16Array(buffer) : new Uint16Array(buffer);
    case 32:
      return pixel.signed ? new Int32Array(buffer) : new Uint32Array(buffer);
    default:
      return pixel.signed ? new Int8Array(buffer) : new Uint8Array(buffer);
  }
}

/**
 * Brings the stored bits to the lower end of each sample and extends their sign, in place. Bits beside them are not
 * the sample's: overlays were once kept there.
 */
export function keepStoredBits(data: PixelData, pixel: ImagePixel, warnings: Warnings): PixelData {
  const { kind, bitsAllocated, bitsStored, highBit, signed } = pixel;
  if (kind !== 'integer' || bitsStored === bitsAllocated) return data;
  const shift = highBit + 1 - bitsStored;
  const up = 32 - bitsStored;
  const isSame = (value: number) => (signed ? (value << up) >> up : (value << up) >>> up) === value;
  if (shift === 0 && data.every(isSame)) return data;
  if (shift === 0) warnings.add('BITS_UNUSED', 'Bits beside those stored are set; they were taken away.');
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] as number) >> shift;
    data[i] = signed ? (value << up) >> up : (value << up) >>> up;
  }
  return data;
}
