import { formatInvalid } from '../../format-errors.js';
import { type CodestreamHeader, readCodestreamHeader } from '../pixels/codestream-header.js';
import type { ImagePixel } from '../pixels/image-pixel.js';
import type { FrameMemory } from './frame-memory.js';

/** A frame as its codec left it. */
export interface DecodedFrame {
  /** Samples, little endian: in the codec's memory, or in the file's own bytes, which are left as they are. */
  readonly bytes: Uint8Array;
  readonly bytesPerSample: 1 | 2 | 4 | 8;
  /** Plane after plane instead of pixel by pixel. */
  readonly planar: boolean;
  /** The codec made RGB of whatever the codestream held. */
  readonly isRgb: boolean;
  /** Bits a sample of the codestream, and whether it gives them a sign; absent where the data set alone knows. */
  readonly precision?: number;
  readonly signed?: boolean;
}

/**
 * Decodes one frame.
 *
 * @param asCoded - colours are wanted as the codestream has them, where the codec can leave them so.
 * @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED`.
 */
export type FrameCodec = (
  codestream: Uint8Array,
  pixel: ImagePixel,
  asCoded: boolean,
  memory: FrameMemory,
) => DecodedFrame | Promise<DecodedFrame>;

/** A frame whose codestream is damaged. */
export const frameInvalid = (what: string, cause?: unknown) =>
  formatInvalid('DICOM', `has a frame that ${what}`, cause);

/**
 * The header of a codestream, once it agrees with the data set: a decoder takes memory for what the codestream says.
 *
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function checkCodestream(codestream: Uint8Array, pixel: ImagePixel): CodestreamHeader {
  const header = readCodestreamHeader(codestream);
  if (header === undefined) throw frameInvalid('has no header');
  const { width, height, components } = header;
  if (width !== pixel.width || height !== pixel.height || components !== pixel.samples) {
    throw frameInvalid(
      `holds ${width} × ${height} pixels of ${components} component(s), the data set says ${pixel.width} × ${pixel.height} of ${pixel.samples}`,
    );
  }
  return header;
}

/**
 * A codestream of the JPEG family up to its end mark, which cannot stand within coded pixels.
 *
 * @throws MedicoSamError `FORMAT_INVALID` without one: it was cut off, and a decoder would give half an image.
 */
export function untilEnd(codestream: Uint8Array): Uint8Array {
  for (let at = codestream.byteLength - 2; at > 0; at--) {
    if (codestream[at] === 0xff && codestream[at + 1] === 0xd9) return codestream.subarray(0, at + 2);
  }
  throw frameInvalid('ends before its last pixel');
}
