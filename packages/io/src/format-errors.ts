import { MedicoSamError } from '@medicosam/core';
import { DEFAULT_LIMITS, type DecodeLimits } from './limits.js';

/** `FORMAT_INVALID`: the file is of the format and damaged. */
export const formatInvalid = (format: string, what: string, cause?: unknown): MedicoSamError =>
  new MedicoSamError('FORMAT_INVALID', {
    message: `The ${format} file ${what}.`,
    hint: 'The file is damaged or was cut off: export or fetch it again.',
    details: { format },
    cause,
  });

/** `FORMAT_UNSUPPORTED`: the file is well formed and of a kind that is not read here. */
export const formatUnsupported = (format: string, what: string, hint: string): MedicoSamError =>
  new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: `The ${format} file ${what}.`,
    hint,
    details: { format },
  });

/**
 * Checks a header's size before anything is allocated for it.
 *
 * @param bytesPerPixel - what the decoder holds at its peak, for each pixel
 */
export function checkSize(
  format: string,
  size: { readonly width: number; readonly height: number },
  bytesPerPixel: number,
  limits: DecodeLimits,
): void {
  const { width, height } = size;
  const maxPixels = limits.maxPixels ?? DEFAULT_LIMITS.maxPixels;
  const maxMemoryBytes = limits.maxMemoryBytes ?? DEFAULT_LIMITS.maxMemoryBytes;
  if (width < 1 || height < 1) throw formatInvalid(format, `states a size of ${width} × ${height} pixels`);
  const pixels = width * height;
  if (pixels <= maxPixels && pixels * bytesPerPixel <= maxMemoryBytes) return;
  const megabytes = Math.ceil((pixels * bytesPerPixel) / 2 ** 20);
  throw formatUnsupported(
    format,
    `states ${width} × ${height} pixels, which take about ${megabytes} MB; read are at most ${maxPixels} pixels and ${Math.floor(maxMemoryBytes / 2 ** 20)} MB`,
    'Reduce or crop the image, or raise maxPixels and maxMemoryBytes if you trust the file.',
  );
}
