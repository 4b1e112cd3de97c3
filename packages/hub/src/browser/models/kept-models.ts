import { isMedicoSamError, type Manifest, readManifest } from '@medicosam/core';
import type { ModelRecord } from '../../pull/model-record.js';
import { checkName, isName } from '../../pull/names.js';
import { generationFolder } from '../layout.js';
import type { HubFiles } from '../storage/hub-files.js';
import { readKeptRecord } from './kept-record.js';

/** A model in the browser's storage. */
export interface CachedModel {
  readonly name: string;
  readonly manifest: Manifest;
  /** Where it comes from; `null` of a model that was copied. */
  readonly record: ModelRecord | null;
  /** Of all its files. */
  readonly bytes: number;
}

/**
 * One model; undefined where it is not there.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT`, `MANIFEST_INVALID`, `MANIFEST_TOO_NEW`.
 */
export async function readKept(files: HubFiles, name: string): Promise<CachedModel | undefined> {
  const record = await readKeptRecord(files, checkName(name));
  if (!record) return undefined;
  const text = await files.readText(`${generationFolder(name, record.generation)}/manifest.json`);
  if (text === undefined) return undefined;
  return {
    name,
    manifest: readManifest(text),
    record: record.source,
    bytes: Object.values(record.files).reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** All models that this version can read, by name. */
export async function listKept(files: HubFiles): Promise<CachedModel[]> {
  const models: CachedModel[] = [];
  for (const name of (await files.names('models')).filter(isName).sort()) {
    const model = await readKept(files, name).catch((error: unknown) => {
      // Another version's: no reason to hide the others.
      if (isMedicoSamError(error)) return undefined;
      throw error;
    });
    if (model) models.push(model);
  }
  return models;
}
