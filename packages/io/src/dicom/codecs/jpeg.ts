import { decodeNatively, NativeCodec, type NativeDecoder, type NativeFactory } from './emscripten.js';
import { checkCodestream, type FrameCodec, frameInvalid, untilEnd } from './frame-codec.js';
import { withColourTransform } from './jpeg-colour.js';
import { decodeJpegLossless } from './jpeg-lossless.js';
import { decodeJpeg12 } from './jpeg12/decode-jpeg12.js';

interface LibjpegTurbo {
  readonly JPEGDecoder: new () => NativeDecoder;
}

const codec = new NativeCodec<LibjpegTurbo>(async () => {
  const { factory, wasm } = await import('./wasm/libjpeg-turbo.js');
  return { factory: factory as NativeFactory<LibjpegTurbo>, wasm };
});

/** JPEG baseline, extended and progressive: 8 bits by libjpeg-turbo, 12 bits by our own decoder. */
export const decodeJpeg: FrameCodec = async (frame, pixel, asCoded, memory) => {
  const codestream = untilEnd(frame);
  const { precision, process = 0 } = checkCodestream(codestream, pixel);
  // Some writers name lossless streams so.
  if (process === 3) return decodeJpegLossless(codestream, pixel, asCoded, memory);
  if (precision !== 8) return decodeJpeg12(codestream);
  if (process > 2) throw frameInvalid(`uses JPEG's process SOF${process}`);
  const isColour = pixel.samples === 3;
  const isYbr = !asCoded && pixel.photometric !== 'RGB';
  const stream = isColour ? withColourTransform(codestream, isYbr, asCoded) : codestream;
  const decoded = await codec.run(({ JPEGDecoder }) =>
    decodeNatively(new JPEGDecoder(), stream, memory, (_, bytes) => bytes),
  );
  if (decoded.byteLength !== pixel.width * pixel.height * pixel.samples) {
    throw frameInvalid('ends before its last pixel');
  }
  return { bytes: decoded, bytesPerSample: 1, planar: false, isRgb: isColour && !asCoded, precision };
};
