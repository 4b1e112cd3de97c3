import { blobSource, MedicoSamError, type ModelSource, readManifest } from '@medicosam/core';
import { checkName } from '../../pull/names.js';
import { generationFolder } from '../layout.js';
import type { HubFiles } from '../storage/hub-files.js';
import { readKeptRecord } from './kept-record.js';

/** A model of the browser's storage by name; see `BrowserHub.source`. */
export function keptSource(files: () => Promise<HubFiles>, name: string): ModelSource {
  checkName(name);
  const find = async (file: string) => {
    const record = await readKeptRecord(await files(), name);
    if (!record) throw notKept(name);
    return `${generationFolder(name, record.generation)}/${file}`;
  };
  return {
    async manifest(options) {
      if (options?.signal?.aborted) throw options.signal.reason;
      const text = await (await files()).readText(await find('manifest.json'));
      if (text === undefined) throw notKept(name);
      return readManifest(text);
    },
    async open(file, options) {
      if (options?.signal?.aborted) throw options.signal.reason;
      checkFile(file);
      const blob = await (await files()).open(await find(file));
      if (blob) return blobSource(blob);
      throw new MedicoSamError('MODEL_FILE_MISSING', {
        message: `The model ${name} has no file ${file}.`,
        hint: `Remove it with hub.remove('${name}') and pull it again.`,
        details: { file },
      });
    },
  };
}

/** @throws MedicoSamError `INVALID_ARGUMENT` where a path leads out of its folder. */
function checkFile(file: string): void {
  if (file.split(/[\\/]/).every((part) => !['', '.', '..'].includes(part))) return;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `A file of a model lies inside its folder, got ${file}.`,
  });
}

/** The error of a name that is not there. */
export const notKept = (name: string): MedicoSamError =>
  new MedicoSamError('MODEL_NOT_FOUND', {
    message: `${name} is not in the model cache of this site.`,
    hint: `Get it with hub.pull('${name}'), or hub.pull(file) of a dropped checkpoint.`,
  });
