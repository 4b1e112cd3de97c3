import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { isMedicoSamError, MedicoSamError, type ModelSource, readManifest } from '@medicosam/core';
import { fileSource } from './file-source.js';

/**
 * A model folder on this machine. Nothing is read before it is used; a worker thread opens its files by path.
 *
 * `manifest()` throws MedicoSamError `MODEL_NOT_FOUND` where there is no `manifest.json`.
 */
export function folderSource(path: string): ModelSource {
  const folder = resolve(path);
  return {
    location: { folder },
    async manifest(options) {
      if (options?.signal?.aborted) throw options.signal.reason;
      let bytes: Uint8Array;
      try {
        bytes = await readFile(join(folder, 'manifest.json'));
      } catch (cause) {
        throw new MedicoSamError('MODEL_NOT_FOUND', {
          message: `The model folder ${folder} has no manifest.json that can be read.`,
          hint: 'Make a model folder of a checkpoint with medicosam convert checkpoint.pt -o folder.',
          cause,
        });
      }
      return readManifest(bytes);
    },
    async open(file, options) {
      if (options?.signal?.aborted) throw options.signal.reason;
      const target = join(folder, file);
      if (!target.startsWith(folder + sep)) {
        throw new MedicoSamError('INVALID_ARGUMENT', {
          message: `A file of a model lies inside its folder, got ${file}.`,
        });
      }
      try {
        return await fileSource(target);
      } catch (error) {
        if (!isMedicoSamError(error) || error.details['code'] !== 'ENOENT') throw error;
        throw new MedicoSamError('MODEL_FILE_MISSING', {
          message: `The model folder has no file ${file}, which its manifest names.`,
          hint: 'Copy the model folder again, whole.',
          details: { file },
          cause: error,
        });
      }
    },
  };
}
