import { MedicoSamError, type PixelImage } from '@medicosam/core';
import { type DecodeOptions, decodeImage } from './decode-image.js';
import { type ImageLocation, isBlob } from './image-location.js';

interface Web {
  fetch(
    address: string,
  ): Promise<{ readonly ok: boolean; readonly status: number; arrayBuffer(): Promise<ArrayBuffer> }>;
}

/**
 * Reads an image by its content, not its name: stored values, never rendered ones. In Node a string is a path; in a
 * browser it is an address to fetch.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; `FORMAT_UNSUPPORTED` and `FORMAT_INVALID` as {@link decodeImage}.
 */
export async function readImage(location: ImageLocation, options: DecodeOptions = {}): Promise<PixelImage> {
  const bytes = isBlob(location) ? await location.arrayBuffer() : await download(location);
  return decodeImage(new Uint8Array(bytes), options);
}

async function download(location: string | { readonly href: string }): Promise<ArrayBuffer> {
  const address = typeof location === 'string' ? location : location.href;
  let status: string;
  let cause: unknown;
  try {
    const response = await (globalThis as unknown as Web).fetch(address);
    if (response.ok) return await response.arrayBuffer();
    status = `HTTP ${response.status}`;
  } catch (error) {
    status = 'no answer';
    cause = error;
  }
  // The address stays out of the message: names of patients' files would travel with it.
  throw new MedicoSamError('FILE_UNREADABLE', {
    message: `The image cannot be fetched (${status}).`,
    hint: 'Check the address, and that its server allows this page to read it (CORS).',
    cause,
  });
}
