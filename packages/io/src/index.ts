/**
 * Image files in and out, and pictures of results. Runs anywhere; what writes to
 * disk is in `@medicosam/io/node`.
 *
 * @module
 */
export { type DecodeOptions, decodeImage } from './decode-image.js';
export { encodeImage } from './encode-image.js';
export { type ImageCodec, type ImageFormat, imageFormats } from './image-formats.js';
export type { AddressLike, BlobLike, ImageLocation } from './image-location.js';
export { encodeJpeg, type JpegOptions } from './jpeg/encode-jpeg.js';
export { type ExifOrientation, jpegOrientation } from './jpeg/jpeg-orientation.js';
export { DEFAULT_LIMITS, type DecodeLimits } from './limits.js';
export { imageToMask, maskToImage } from './mask-to-image.js';
export { maskToPng } from './mask-to-png.js';
export { type Colour, OBJECT_COLOURS } from './overlay/colours.js';
export { type OverlayOptions, overlay } from './overlay/overlay.js';
export { encodePng } from './png/encode-png.js';
export { readImage } from './read-image.js';
