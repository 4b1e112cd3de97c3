/**
 * What Node resolves `@medicosam/io` to: the same names, with `readImage` from disk.
 *
 * @module
 */
export * from './index.js';
export { readImage } from './node/read-image.js';
