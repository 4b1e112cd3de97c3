import type { PixelData } from '@medicosam/core';
import type { FrameMemory } from '../codecs/frame-memory.js';
import type { Warnings } from '../warnings.js';
import type { ImagePixel } from './image-pixel.js';

/** Reverses the bytes of each word. */
export function swapBytes(
  bytes: Uint8Array,
  wordBytes: number,
  memory: FrameMemory,
): Uint8Array<ArrayBuffer> {
  const out = memory(bytes.byteLength);
  out.set(bytes);
  if (wordBytes === 2 && (out.byteOffset | out.byteLength) % 4 === 0) return swapPairs(out);
  const whole = bytes.byteLength - (bytes.byteLength % wordBytes);
  for (let i = 0; i < whole; i += wordBytes) {
    for (let k = 0; k < wordBytes; k++) out[i + k] = bytes[i + wordBytes - 1 - k] as number;
  }
  return out;
}

/** Words of two bytes, two at a time, in place: what scanners write, in a third of the time. */
function swapPairs(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as number;
    words[i] = ((word & 0xff00ff) << 8) | ((word >>> 8) & 0xff00ff);
  }
  return bytes;
}

/** Bits, the first in the lowest of each byte, as bytes of 0 and 1. */
export function unpackBits(bytes: Uint8Array, firstBit: number, count: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(count);
  for (let i = 0, bit = firstBit; i < count; i++, bit++) {
    out[i] = ((bytes[bit >> 3] as number) >> (bit & 7)) & 1;
  }
  return out;
}

type SamplesOf = (new (
  buffer: ArrayBufferLike,
  byteOffset: number,
  length: number,
) => PixelData) & {
  readonly BYTES_PER_ELEMENT: number;
};

function typeOf({ kind, bitsAllocated, signed }: ImagePixel): SamplesOf {
  if (kind === 'float32') return Float32Array;
  if (kind === 'float64') return Float64Array;
  switch (bitsAllocated) {
    case 16:
      return signed ? Int16Array : Uint16Array;
    case 32:
      return signed ? Int32Array : Uint32Array;
    default:
      return signed ? Int8Array : Uint8Array;
  }
}

/**
 * Little-endian bytes as samples of the type that is allocated for them.
 *
 * @param mayShare - bytes that are part of a larger buffer are not copied, where their place allows it.
 */
export function toSamples(bytes: Uint8Array, pixel: ImagePixel, mayShare = false): PixelData {
  const Samples = typeOf(pixel);
  const size = Samples.BYTES_PER_ELEMENT;
  const isOwn = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const isUsable = isOwn || (mayShare && bytes.byteOffset % size === 0);
  const { buffer, byteOffset, byteLength } = isUsable ? bytes : bytes.slice();
  return new Samples(buffer, byteOffset, byteLength / size);
}

/**
 * Brings the stored bits to the lower end of each sample and extends their sign. Bits beside them are not the
 * sample's: overlays were once kept there.
 */
export function keepStoredBits(data: PixelData, pixel: ImagePixel, warnings: Warnings): PixelData {
  const { kind, bitsAllocated, bitsStored, highBit, signed } = pixel;
  if (kind !== 'integer' || bitsStored === bitsAllocated) return data;
  const shift = highBit + 1 - bitsStored;
  const up = 32 - bitsStored;
  if (shift === 0 && areWithin(data, signed ? -(2 ** (bitsStored - 1)) : 0, 2 ** bitsStored)) return data;
  if (shift === 0) warnings.add('BITS_UNUSED', 'Bits beside those stored are set; they were taken away.');
  const kept = data.slice();
  for (let i = 0; i < kept.length; i++) {
    const value = (kept[i] as number) >> shift;
    kept[i] = signed ? (value << up) >> up : (value << up) >>> up;
  }
  return kept;
}

/** Whether all values are among the `count` from `low` on. */
function areWithin(data: PixelData, low: number, count: number): boolean {
  for (let i = 0; i < data.length; i++) {
    const above = (data[i] as number) - low;
    if (above < 0 || above >= count) return false;
  }
  return true;
}
