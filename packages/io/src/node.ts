/**
 * All of `@medicosam/io`, and files on disk: Node only.
 *
 * @module
 */
export * from './index-node.js';
export { type FolderFile, folderFiles } from './node/folder-files.js';
export { openPath } from './node/open-path.js';
export { writeFileAtomic } from './node/write-file-atomic.js';
export { writeImage } from './node/write-image.js';
