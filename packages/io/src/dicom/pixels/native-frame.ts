import { type DecodedFrame, frameInvalid } from '../codecs/frame-codec.js';
import type { FrameMemory } from '../codecs/frame-memory.js';
import type { DataSet } from '../data-set/parse-data-set.js';
import type { ImagePixel } from './image-pixel.js';
import { swapBytes, unpackBits } from './samples.js';
import { unfold422 } from './ybr.js';

/** Whether native pixels share their chrominance between neighbours; some write all of it under the same name. */
function isSubsampled({ values }: DataSet, pixel: ImagePixel): boolean {
  if (pixel.photometric !== 'YBR_FULL_422' && pixel.photometric !== 'YBR_PARTIAL_422') return false;
  const length = values.raw(pixel.tag)?.byteLength ?? 0;
  return length < pixel.width * pixel.height * pixel.frameCount * 3;
}

/**
 * One frame of native pixels: a view of the file's bytes where they can be taken as they are.
 *
 * @throws MedicoSamError `FORMAT_INVALID` where the file ends before it.
 */
export function readNativeFrame(
  dataSet: DataSet,
  pixel: ImagePixel,
  frame: number,
  memory: FrameMemory,
): DecodedFrame {
  const { values, syntax } = dataSet;
  const { width, height, samples, bitsAllocated, planar, tag } = pixel;
  const subsampled = isSubsampled(dataSet, pixel);
  const count = width * height * samples;
  const bits = (subsampled ? width * height * 2 : count) * bitsAllocated;
  const all = values.raw(tag) ?? new Uint8Array();
  const start = Math.floor((frame * bits) / 8);
  const end = Math.ceil(((frame + 1) * bits) / 8);
  if (end > all.byteLength) {
    throw frameInvalid(`ends before its last pixel: ${all.byteLength} bytes of ${end}`);
  }
  const wordBytes = bitsAllocated > 8 ? bitsAllocated / 8 : values.elements[tag]?.vr === 'OW' ? 2 : 1;
  if (syntax.bigEndian && wordBytes > 1 && bitsAllocated <= 8) {
    // Words of two samples, or of 16 bits: as many as the frame touches.
    const from = start - (start % 2);
    const words = swapBytes(all.subarray(from, Math.min(end + (end % 2), all.byteLength)), 2, memory);
    return finish(words, frame * bits - from * 8);
  }
  const bytes = all.subarray(start, end);
  return finish(
    syntax.bigEndian && wordBytes > 1 ? swapBytes(bytes, wordBytes, memory) : bytes,
    (frame * bits) % 8,
  );

  function finish(content: Uint8Array, firstBit: number): DecodedFrame {
    const bytesPerSample = (bitsAllocated === 1 ? 1 : bitsAllocated / 8) as DecodedFrame['bytesPerSample'];
    if (bitsAllocated === 1) {
      return { bytes: unpackBits(content, firstBit, count), bytesPerSample, planar: false, isRgb: false };
    }
    const isWhole = firstBit === 0 && content.byteLength === bits / 8;
    const own = isWhole ? content : content.subarray(firstBit / 8, firstBit / 8 + bits / 8);
    if (subsampled)
      return { bytes: unfold422(own, width * height), bytesPerSample, planar: false, isRgb: false };
    return { bytes: own, bytesPerSample, planar, isRgb: false };
  }
}
