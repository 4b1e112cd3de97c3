/**
 * All of `@medicosam/io`, and files: what Node resolves `@medicosam/io` to.
 *
 * @module
 */
export * from './index.js';
export { readImage } from './node/read-image.js';
export { writeFileAtomic } from './node/write-file-atomic.js';
export { writeImage } from './node/write-image.js';
