import { type DecodedFrame, type FrameCodec, frameInvalid } from './frame-codec.js';

/**
 * RLE Lossless (PS3.5, annex G): a segment for each byte of each sample, the highest byte first, packed as in TIFF's
 * PackBits. Bits of one sample are a single segment.
 */
export const decodeRle: FrameCodec = (
  codestream,
  { width, height, samples, bitsAllocated },
  _,
  memory,
): DecodedFrame => {
  const bytesPerSample = bitsAllocated === 1 ? 1 : ((bitsAllocated / 8) as 1 | 2 | 4);
  const length = bitsAllocated === 1 ? Math.ceil((width * height) / 8) : width * height;
  if (codestream.byteLength < 64) throw frameInvalid('is shorter than an RLE header');
  const header = new DataView(codestream.buffer, codestream.byteOffset, 64);
  const count = header.getUint32(0, true);
  if (count !== samples * bytesPerSample) {
    throw frameInvalid(`has ${count} RLE segments instead of ${samples * bytesPerSample}`);
  }
  // Two bytes unfold to 128 at most.
  if (length * count > 64 * codestream.byteLength) throw frameInvalid('is too short for its size');
  const bytes = memory(length * count);
  for (let segment = 0; segment < count; segment++) {
    const start = header.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < count ? header.getUint32(8 + 4 * segment, true) : codestream.byteLength;
    if (start < 64 || end < start || end > codestream.byteLength)
      throw frameInvalid('has RLE segments out of order');
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpackBits(codestream.subarray(start, end), bytes, sample * bytesPerSample + byte, count);
  }
  return { bytes, bytesPerSample, planar: false, isRgb: false };
};

function unpackBits(packed: Uint8Array, out: Uint8Array, start: number, step: number): void {
  // Lengths of their own: asked for at each byte they take most of the time.
  const [size, length] = [packed.length, out.length];
  let to = start;
  for (let from = 0; from < size && to < length; ) {
    const control = packed[from++] as number;
    if (control < 128) {
      const end = Math.min(from + control + 1, size);
      for (; from < end && to < length; to += step) out[to] = packed[from++] as number;
    } else if (control > 128) {
      if (from === size) break;
      const value = packed[from++] as number;
      const end = Math.min(to + (257 - control) * step, length);
      for (; to < end; to += step) out[to] = value;
    }
  }
  if (to < length) throw frameInvalid('ends before its last pixel');
}
