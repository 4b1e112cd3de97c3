import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MedicoSamError, type PixelImage } from '@medicosam/core';
import { type DecodeOptions, decodeImage } from '../decode-image.js';
import { type ImageLocation, isBlob } from '../image-location.js';

/**
 * Reads an image by its content, not its name: stored values, never rendered ones. In Node a string is a path; in a
 * browser it is an address to fetch.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; `FORMAT_UNSUPPORTED` and `FORMAT_INVALID` as {@link decodeImage}.
 */
export async function readImage(location: ImageLocation, options: DecodeOptions = {}): Promise<PixelImage> {
  if (isBlob(location)) return decodeImage(new Uint8Array(await location.arrayBuffer()), options);
  return decodeImage(await readBytes(location), options);
}

async function readBytes(location: string | { readonly href: string }): Promise<Uint8Array> {
  try {
    return await readFile(typeof location === 'string' ? location : fileURLToPath(location.href));
  } catch (cause) {
    // The path stays out of the message: names of patients' files would travel with it.
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `The image file cannot be read (${errorCode(cause)}).`,
      hint: 'Check the path and the permissions.',
      cause,
    });
  }
}

/** Node's own word for what went wrong: `ENOENT`, `EACCES`, … */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
