import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { MedicoSamError } from '@medicosam/core';
import type { BlobLike } from '../image-location.js';
import { errorCode } from './read-image.js';

/** A file of a folder, read when its bytes are asked for. */
export interface FolderFile extends BlobLike {
  /** Its path within the folder. */
  readonly path: string;
  /** @throws MedicoSamError `FILE_UNREADABLE`. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

const unreadable = (what: string, cause: unknown) =>
  // The path stays out of the message: names of patients would travel with it.
  new MedicoSamError('FILE_UNREADABLE', {
    message: `The ${what} cannot be read (${errorCode(cause)}).`,
    hint: 'Check the path and the permissions.',
    cause,
  });

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
    .map((path) => ({ path: relative(folder, path), arrayBuffer: () => bytesOf(path) }));
}

async function bytesOf(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(path).catch((cause) => {
    throw unreadable('file', cause);
  });
  // Small files share a buffer with others.
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
