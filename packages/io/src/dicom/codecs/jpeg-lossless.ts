import { Decoder } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { formatUnsupported } from '../../format-errors.js';
import { checkCodestream, type FrameCodec, frameInvalid, untilEnd } from './frame-codec.js';

/** JPEG Lossless. A decoder a frame: it keeps state. */
export const decodeJpegLossless: FrameCodec = (frame, pixel) => {
  const codestream = untilEnd(frame);
  const { precision, process } = checkCodestream(codestream, pixel);
  if (process !== 3) throw frameInvalid('is not lossless JPEG');
  if (precision > 8 && pixel.samples > 1) {
    throw formatUnsupported(
      'DICOM',
      `has lossless JPEG of ${pixel.samples} components with ${precision} bits`,
      'Export it uncompressed or as JPEG 2000.',
    );
  }
  const bytesPerSample = precision > 8 ? 2 : 1;
  // Its own copy: the decoder reads behind the end of what it was given.
  const { buffer } = codestream.slice();
  const decoder = new Decoder();
  let data: Uint8Array | Uint16Array;
  try {
    data = decoder.decode(buffer, 0, codestream.byteLength, bytesPerSample);
  } catch (cause) {
    throw frameInvalid('cannot be decoded', cause);
  }
  const bytes = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  // What it could not decode stays 0.
  if (decoder.yLoc < pixel.height) throw frameInvalid('ends before its last pixel');
  if (bytes.byteLength !== pixel.width * pixel.height * pixel.samples * bytesPerSample) {
    throw frameInvalid('ends before its last pixel');
  }
  return { bytes, bytesPerSample, planar: false, isRgb: false, precision };
};
