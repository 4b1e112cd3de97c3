import type { BinaryMask, PixelImage } from '@medicosam/core';
import { isJpeg } from './jpeg/jpeg-header.js';
import type { DecodeLimits } from './limits.js';
import { isPng } from './png/png-structure.js';

/** What a format does, once its codec is loaded. */
export interface ImageCodec {
  /** @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED`. */
  decode(bytes: Uint8Array, limits?: DecodeLimits): PixelImage | Promise<PixelImage>;
  /** Absent: the format is only read. @throws MedicoSamError `IMAGE_INVALID`, `FORMAT_UNSUPPORTED`. */
  encode?(image: PixelImage | BinaryMask): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}

/** A file format of images. */
export interface ImageFormat {
  /** For people: `PNG`. */
  readonly title: string;
  /** Lower case, without a dot; the first is the one written. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** Whether bytes begin as such a file does. Looks at no more than the first 512. */
  matches(bytes: Uint8Array): boolean;
  /** Loads the codec, on first use. */
  load(): Promise<ImageCodec>;
}

/**
 * The formats that {@link decodeImage} knows, by name, tried in order. Add one with `imageFormats.set`: it is then
 * read and written everywhere this package is used.
 */
export const imageFormats: Map<string, ImageFormat> = new Map([
  [
    'png',
    {
      title: 'PNG',
      extensions: ['png'],
      mediaType: 'image/png',
      matches: isPng,
      load: async () => {
        const { decodePng, encodePng } = await import('./png.js');
        return { decode: decodePng, encode: encodePng };
      },
    },
  ],
  [
    'jpeg',
    {
      title: 'JPEG',
      extensions: ['jpg', 'jpeg'],
      mediaType: 'image/jpeg',
      matches: isJpeg,
      load: async () => {
        const [{ decodeJpeg, encodeJpeg }, { maskToImage }] = await Promise.all([
          import('./jpeg.js'),
          import('./mask-to-image.js'),
        ]);
        return {
          decode: decodeJpeg,
          encode: (image) => encodeJpeg('bits' in image ? maskToImage(image) : image),
        };
      },
    },
  ],
]);
