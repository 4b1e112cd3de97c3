import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { BlobLike } from '../image-location.js';
import { fileBytes, unreadable } from './file-bytes.js';

/** A file of a folder, read when its bytes are asked for. */
export interface FolderFile extends BlobLike {
  /** Its path within the folder. */
  readonly path: string;
  /** @throws MedicoSamError `FILE_UNREADABLE`. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * The files of a folder and of those below it, sorted by path, such as for `readDicomSeries` of `@medicosam/io/dicom`.
 * Links are not followed, and names that begin with a dot are left out.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`.
 */
export async function folderFiles(folder: string): Promise<FolderFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw unreadable('folder', cause);
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(folder, path), arrayBuffer: () => fileBytes(path) }));
}
