/**
 * PNG, synchronously.
 *
 * @module
 */
export { DEFAULT_LIMITS, type DecodeLimits } from './limits.js';
export { decodePng } from './png/decode-png.js';
export { encodePng } from './png/encode-png.js';
export { type LabelPixels, labelsToPng } from './png/labels-to-png.js';
