import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MedicoSamError } from '@medicosam/core';
import { errorCode } from './file-bytes.js';

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes the name. Folders on the
 * way are made.
 *
 * @throws MedicoSamError `FILE_UNWRITABLE`.
 */
export async function writeFileAtomic(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new MedicoSamError('FILE_UNWRITABLE', {
      message: `The file cannot be written (${errorCode(cause)}).`,
      hint: 'Check the path, the permissions and the space left.',
      cause,
    });
  }
}
