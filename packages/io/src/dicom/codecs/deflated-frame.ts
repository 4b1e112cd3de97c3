import { inflateBounded } from '../data-set/inflate.js';
import { type FrameCodec, frameInvalid } from './frame-codec.js';

/** Deflated Image Frame (PS3.5, A.4.13): each frame by itself, its bits padded to a whole byte. */
export const decodeDeflatedFrame: FrameCodec = (codestream, pixel) => {
  const { width, height, samples, bitsAllocated, planar } = pixel;
  const length = Math.ceil((width * height * samples * bitsAllocated) / 8);
  const bytes = inflateBounded(codestream, length + 1);
  if (bytes.byteLength < length) throw frameInvalid('ends before its last pixel');
  return {
    bytes: bytes.slice(0, length),
    bytesPerSample: (bitsAllocated === 1 ? 1 : bitsAllocated / 8) as 1 | 2 | 4 | 8,
    planar,
    isRgb: false,
  };
};
