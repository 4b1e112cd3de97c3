import { readFile } from 'node:fs/promises';
import { MedicoSamError, type PixelImage } from '@medicosam/core';
import { type DecodeOptions, decodeImage } from '../decode-image.js';

/**
 * Reads an image file from disk, by its content, not its name: stored values, never rendered ones.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; `FORMAT_UNSUPPORTED` and `FORMAT_INVALID` as {@link decodeImage}.
 */
export async function readImage(path: string, options: DecodeOptions = {}): Promise<PixelImage> {
  return decodeImage(await readBytes(path), options);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
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
