import type { ModelRecord } from '../../pull/model-record.js';
import { generationFolder, modelFolder, recordPath } from '../layout.js';
import type { HubFiles } from '../storage/hub-files.js';

/** What makes a model be there: small, and written after everything else. */
export interface KeptRecord {
  readonly version: 1;
  /** The folder that holds its files. */
  readonly generation: string;
  /** Where it comes from; `null` of a copied model. */
  readonly source: ModelRecord | null;
  /** Its files with their sizes, bytes. */
  readonly files: Readonly<Record<string, number>>;
}

/** The record of a model; undefined where there is none, or half of one. */
export async function readKeptRecord(files: HubFiles, name: string): Promise<KeptRecord | undefined> {
  const text = await files.readText(recordPath(name));
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as KeptRecord;
    return record.version === 1 ? record : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Removes what is no model's: generations that a call left which was ended in the middle. Under the model's lock.
 *
 * @throws MedicoSamError `FILE_UNWRITABLE`.
 */
export async function sweep(files: HubFiles, name: string): Promise<void> {
  const record = await readKeptRecord(files, name);
  if (!record) {
    await files.remove(modelFolder(name));
    return;
  }
  for (const entry of await files.names(modelFolder(name))) {
    const path = generationFolder(name, entry);
    if (entry !== record.generation && path !== recordPath(name)) await files.remove(path);
  }
}
