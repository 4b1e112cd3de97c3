import { decodeNatively, NativeCodec, type NativeDecoder, type NativeFactory } from './emscripten.js';
import { checkCodestream, type FrameCodec, frameInvalid, untilEnd } from './frame-codec.js';

interface CharLs {
  readonly JpegLSDecoder: new () => NativeDecoder & {
    getInterleaveMode(): number | { readonly value: number };
  };
}

const codec = new NativeCodec<CharLs>(async () => {
  const { factory, wasm } = await import('./wasm/charls.js');
  return { factory: factory as NativeFactory<CharLs>, wasm };
});

/**
 * JPEG-LS, lossless and near-lossless, by CharLS; which reads on for some four thousand million bits before it gives up
 * where the end mark is missing.
 */
export const decodeJpegLs: FrameCodec = async (codestream, pixel, _, memory) => {
  const { precision, process } = checkCodestream(codestream, pixel);
  if (process !== 55) throw frameInvalid('is not JPEG-LS');
  const whole = untilEnd(codestream);
  return codec.run(({ JpegLSDecoder }) =>
    decodeNatively(new JpegLSDecoder(), whole, memory, (decoder, bytes) => {
      const mode = decoder.getInterleaveMode();
      return {
        bytes,
        bytesPerSample: precision > 8 ? 2 : 1,
        planar: pixel.samples > 1 && (typeof mode === 'number' ? mode : mode.value) === 0,
        isRgb: false,
        precision,
      };
    }),
  );
};
