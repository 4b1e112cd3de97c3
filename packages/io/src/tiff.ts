/**
 * TIFF images, synchronously.
 *
 * @module
 */
export { DEFAULT_LIMITS, type DecodeLimits } from './limits.js';
export {
  readTiff,
  readTiffVolume,
  type TiffFile,
  type TiffOptions,
  type TiffPageInfo,
} from './tiff/read-tiff.js';
export { isTiff } from './tiff/tiff-directory.js';
