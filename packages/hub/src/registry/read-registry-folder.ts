import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MedicoSamError } from '@medicosam/core';
import { errorCode } from '../cache/file-errors.js';

/**
 * The entries of a folder of JSON files, one each, as `models/registry` has them; none without a folder.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`.
 */
export async function readRegistryFolder(folder: string | undefined): Promise<unknown[]> {
  if (!folder) return [];
  try {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
    return await Promise.all(
      files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))),
    );
  } catch (cause) {
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `The registry that MEDICOSAM_HUB_REGISTRY names cannot be read (${cause instanceof SyntaxError ? cause.message : errorCode(cause)}).`,
      hint: 'It is a folder of JSON files, one for each model.',
      cause,
    });
  }
}
