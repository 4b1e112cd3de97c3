import type { BlobLike } from '../image-location.js';

/**
 * A file to open: a `File` that a user picked or dropped, or one of `folderFiles` or `zipFiles`. Its name is for people
 * and to find a second file by; what it is is told by its bytes.
 */
export interface ImageFile extends BlobLike {
  readonly name?: string | undefined;
  /** With the folders that it is in, where it is in some. */
  readonly path?: string | undefined;
}

/** What people know a file by. */
export const pathOf = (file: ImageFile | undefined): string => file?.path ?? file?.name ?? '';

/** The last part of a path. */
export const baseNameOf = (file: ImageFile): string => pathOf(file).replace(/^.*[\\/]/, '');
