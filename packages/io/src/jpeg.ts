/**
 * JPEG, synchronously.
 *
 * @module
 */
export { decodeJpeg } from './jpeg/decode-jpeg.js';
export { encodeJpeg, type JpegOptions } from './jpeg/encode-jpeg.js';
export { type ExifOrientation, jpegOrientation } from './jpeg/jpeg-orientation.js';
export { DEFAULT_LIMITS, type DecodeLimits } from './limits.js';
