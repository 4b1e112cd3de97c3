import { MedicoSamError, type PixelImage } from '@medicosam/core';
import { imageFormats } from './image-formats.js';
import type { DecodeLimits } from './limits.js';

/** How an image is decoded. */
export interface DecodeOptions extends DecodeLimits {
  /** A name of {@link imageFormats}; by the first bytes when absent. File names are never trusted. */
  readonly format?: string | undefined;
}

/**
 * Reads an image file: stored values, never rendered ones. The format is told by its first bytes.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` when no format fits or the file's kind is not read; `FORMAT_INVALID`
 *   when it is damaged.
 * @example
 * const image = await decodeImage(new Uint8Array(await file.arrayBuffer()));
 */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions = {}): Promise<PixelImage> {
  const { format: name, ...limits } = options;
  const format = name === undefined ? formatOf(bytes) : imageFormats.get(name);
  if (!format) throw unknownFormat(bytes, name);
  const codec = await format.load();
  return codec.decode(bytes, limits);
}

const formatOf = (bytes: Uint8Array) =>
  [...imageFormats.values()].find((format) => format.matches(bytes.subarray(0, 512)));

function unknownFormat(bytes: Uint8Array, name: string | undefined): MedicoSamError {
  const titles = [...imageFormats.values()].map((format) => format.title).join(', ');
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new MedicoSamError('FORMAT_UNSUPPORTED', {
    message:
      name === undefined
        ? `The file begins with the bytes ${start || '(none)'}, which no format read here does: ${titles}.`
        : `There is no image format ${name}; read are ${[...imageFormats.keys()].join(', ')}.`,
    hint: `Convert the image to ${titles}.`,
  });
}
