import { type BinaryMask, MedicoSamError, type PixelImage } from '@medicosam/core';
import { imageFormats } from './image-formats.js';

/**
 * Writes an image or mask in a format of {@link imageFormats}.
 *
 * @param format - a format's name or file extension
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` for an unknown or read-only format, or values that it cannot hold;
 *   `IMAGE_INVALID`.
 */
export async function encodeImage(
  image: PixelImage | BinaryMask,
  format: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const wanted = format.toLowerCase();
  for (const [name, candidate] of imageFormats) {
    if (name !== wanted && !candidate.extensions.includes(wanted)) continue;
    const { encode } = await candidate.load();
    if (encode) return encode(image);
  }
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: `Images are not written as ${format || 'files without an extension'}.`,
    hint: `Use one of ${[...imageFormats.values()].flatMap(({ extensions }) => extensions).join(', ')}.`,
  });
}
