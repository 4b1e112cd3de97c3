import { isJpeg, readJpegHeader } from './jpeg-header.js';

/** EXIF's orientation: 1 as stored; 2 to 8 mirrored or turned (EXIF 2.3, tag 0x0112). */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;

/**
 * How a JPEG file asks to be shown; 1 where it does not say, and for files of other formats. `decodeJpeg` keeps pixels as they are stored,
 * so where this is not 1, coordinates read off a viewer that turns the image do not fit them.
 *
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged header; damaged EXIF reads as 1.
 */
export function jpegOrientation(bytes: Uint8Array): ExifOrientation {
  if (!isJpeg(bytes)) return 1;
  const { exif } = readJpegHeader(bytes);
  const value = exif ? readOrientation(exif) : undefined;
  return isOrientation(value) ? value : 1;
}

const isOrientation = (value: number | undefined): value is ExifOrientation =>
  value !== undefined && value >= 1 && value <= 8;

function readOrientation(tiff: Uint8Array): number | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.byteLength < 8) return undefined;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (view.getUint16(entry, little) === ORIENTATION_TAG) return view.getUint16(entry + 8, little);
  }
  return undefined;
}
