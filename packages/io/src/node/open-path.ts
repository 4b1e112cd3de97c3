import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ReadBeside } from '../open/companion-file.js';
import { type OpenImagesOptions, openImages } from '../open/open-images.js';
import type { OpenedImages } from '../open/opened-images.js';
import { fileBytes, unreadable } from './file-bytes.js';
import { folderFiles } from './folder-files.js';

/**
 * Opens a file of any format that is read, a folder of DICOM files, or a zip archive of them: `openImages` of
 * `@medicosam/io/open` by path. The second file of a NIfTI pair or a detached NRRD header is looked for beside the
 * first.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; as `openImages`.
 */
export async function openPath(
  path: string,
  { signal }: Pick<OpenImagesOptions, 'signal'> = {},
): Promise<OpenedImages> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable('image file', cause);
  });
  if (found.isDirectory()) return openImages(await folderFiles(path), { signal });
  const file = { name: basename(path), arrayBuffer: () => fileBytes(path, 'image file') };
  const beside: ReadBeside = (name) =>
    fileBytes(join(dirname(path), name)).then(
      (bytes) => new Uint8Array(bytes),
      () => undefined,
    );
  return openImages([file], { signal, beside });
}
