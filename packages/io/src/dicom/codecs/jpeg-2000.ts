import { findJpeg2000 } from '../pixels/codestream-header.js';
import { decodeNatively, NativeCodec, type NativeDecoder, type NativeFactory } from './emscripten.js';
import { checkCodestream, type FrameCodec, untilEnd } from './frame-codec.js';

interface OpenJpeg {
  readonly J2KDecoder: new () => NativeDecoder;
}

interface OpenJph {
  readonly HTJ2KDecoder: new () => NativeDecoder;
}

const openJpeg = new NativeCodec<OpenJpeg>(async () => {
  const { factory, wasm } = await import('./wasm/openjpeg.js');
  return { factory: factory as NativeFactory<OpenJpeg>, wasm };
});

const openJph = new NativeCodec<OpenJph>(async () => {
  const { factory, wasm } = await import('./wasm/openjph.js');
  return { factory: factory as NativeFactory<OpenJph>, wasm };
});

const decode =
  (run: <R>(work: (decoder: NativeDecoder) => R) => Promise<R>): FrameCodec =>
  async (codestream, pixel, _, memory) => {
    const { precision, signed } = checkCodestream(codestream, pixel);
    // Writers of JP2 files write boxes around the codestream, which decoders of codestreams alone do not know.
    const bare = untilEnd(codestream).subarray(findJpeg2000(codestream));
    return run((decoder) =>
      decodeNatively(decoder, bare, memory, (_, bytes) => ({
        bytes,
        bytesPerSample: precision > 16 ? 4 : precision > 8 ? 2 : 1,
        planar: false,
        // The decoders undo the codestream's own colour transform.
        isRgb: pixel.photometric === 'YBR_ICT' || pixel.photometric === 'YBR_RCT',
        precision,
        signed,
      })),
    );
  };

/** JPEG 2000, by OpenJPEG. */
export const decodeJpeg2000 = decode((work) => openJpeg.run(({ J2KDecoder }) => work(new J2KDecoder())));

/** High-throughput JPEG 2000, by OpenJPH. */
export const decodeHtj2k = decode((work) => openJph.run(({ HTJ2KDecoder }) => work(new HTJ2KDecoder())));
