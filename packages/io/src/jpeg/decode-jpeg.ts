import type { PixelImage } from '@medicosam/core';
import jpeg from 'jpeg-js';
import { checkSize, formatInvalid, formatUnsupported } from '../format-errors.js';
import { DEFAULT_LIMITS, type DecodeLimits } from '../limits.js';
import { type JpegHeader, readJpegHeader } from './jpeg-header.js';

/**
 * Reads a JPEG file: baseline, extended with 8 bits and progressive, grey or colour.
 *
 * Grey stays one channel; YCbCr becomes RGB. Pixels stay as they are stored: EXIF's orientation is not applied
 * (see {@link jpegOrientation}). Values can differ from another decoder's: the standard leaves rounding free, and
 * chroma stored at half the size is repeated here, not interpolated.
 *
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged or cut-off file; `FORMAT_UNSUPPORTED` of CMYK, lossless,
 *   arithmetic and 12-bit files, and beyond the limits.
 */
export function decodeJpeg(bytes: Uint8Array, limits: DecodeLimits = {}): PixelImage {
  const header = readJpegHeader(bytes);
  checkKind(header);
  // Coefficients as int32 for each component, their samples, and pixels twice.
  checkSize('JPEG', header, 8 * header.components.length + 6, limits);
  checkCompleteness(bytes, header);
  const { width, height } = header;
  const rgb = decodeRgb(bytes, header, limits);
  if (header.components.length === 3) return { data: rgb, width, height, channels: 3 };
  return { data: rgb.filter((_, i) => i % 3 === 0), width, height, channels: 1 };
}

function checkKind({ process, precision, components }: JpegHeader): void {
  if (process > 2) {
    throw formatUnsupported(
      'JPEG',
      process === 3 ? 'is lossless JPEG' : `uses coding process SOF${process}`,
      'Save it as baseline or progressive JPEG, or as PNG.',
    );
  }
  if (precision !== 8) {
    throw formatUnsupported('JPEG', `has ${precision} bits a sample`, 'Save it as PNG with 16 bits.');
  }
  if (components.length !== 1 && components.length !== 3) {
    throw formatUnsupported(
      'JPEG',
      `has ${components.length} components${components.length === 4 ? ' (CMYK)' : ''}`,
      'Convert it to RGB or grey: without its colour profile the conversion would be a guess.',
    );
  }
}

/** A cut-off file, or a header that claims far more pixels than its bytes can hold, ends here, undecoded. */
function checkCompleteness(bytes: Uint8Array, header: JpegHeader): void {
  const scan = bytes.subarray(header.scanOffset);
  let hasEnd = false;
  for (let i = scan.byteLength - 2; i >= 0 && !hasEnd; i--) hasEnd = scan[i] === 0xff && scan[i + 1] === 0xd9;
  // A block takes a DC and an AC code of at least one bit; progressive scans can skip the latter.
  const leastBytes = (header.blocks * (header.process === 2 ? 1 : 2)) / 8;
  if (!hasEnd || scan.byteLength < leastBytes) throw formatInvalid('JPEG', 'ends before its last pixel');
}

function decodeRgb(bytes: Uint8Array, header: JpegHeader, limits: DecodeLimits): Uint8Array {
  try {
    return jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      colorTransform: isYcc(header),
      maxResolutionInMP: (limits.maxPixels ?? DEFAULT_LIMITS.maxPixels) / 1e6,
      maxMemoryUsageInMB: (limits.maxMemoryBytes ?? DEFAULT_LIMITS.maxMemoryBytes) / 2 ** 20,
    }).data;
  } catch (cause) {
    throw formatInvalid('JPEG', 'cannot be decoded', cause);
  }
}

/** As libjpeg decides: JFIF is YCbCr, Adobe's segment says it, and components named R, G, B are RGB. */
function isYcc({ hasJfif, adobeTransform, components }: JpegHeader): boolean {
  if (hasJfif) return true;
  if (adobeTransform !== undefined) return adobeTransform !== 0;
  return String.fromCharCode(...components) !== 'RGB';
}
