/**
 * Writes pixels into a stream of bits, from pixel `first` of the stream on. The first pixel of a byte is its lowest
 * bit, and frames are not aligned to bytes (PS3.5, 8.1.1).
 *
 * @param bits - 0 outside, anything else inside
 * @param stream - zeros where the pixels come to lie
 */
export function packBits(bits: Uint8Array, stream: Uint8Array, first: number): void {
  let at = Math.floor(first / 8);
  let bit = first % 8;
  let byte = stream[at] ?? 0;
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] !== 0) byte |= 1 << bit;
    if (++bit < 8) continue;
    stream[at++] = byte;
    byte = stream[at] ?? 0;
    bit = 0;
  }
  if (bit > 0) stream[at] = byte;
}

/** Bytes that a stream of so many pixels takes. */
export const packedBytes = (pixels: number): number => Math.ceil(pixels / 8);
