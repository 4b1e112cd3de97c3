import type { PixelCoding } from '../data-set/transfer-syntax.js';
import type { FrameCodec } from './frame-codec.js';

const CODECS: Readonly<Record<Exclude<PixelCoding, 'native'>, () => Promise<FrameCodec>>> = {
  rle: async () => (await import('./rle.js')).decodeRle,
  'deflated-frames': async () => (await import('./deflated-frame.js')).decodeDeflatedFrame,
  jpeg: async () => (await import('./jpeg.js')).decodeJpeg,
  'jpeg-lossless': async () => (await import('./jpeg-lossless.js')).decodeJpegLossless,
  'jpeg-ls': async () => (await import('./jpeg-ls.js')).decodeJpegLs,
  'jpeg-2000': async () => (await import('./jpeg-2000.js')).decodeJpeg2000,
  htj2k: async () => (await import('./jpeg-2000.js')).decodeHtj2k,
};

/** Loads the codec of a pixel coding, on first use. */
export const codecOf = (coding: Exclude<PixelCoding, 'native'>): Promise<FrameCodec> => CODECS[coding]();
