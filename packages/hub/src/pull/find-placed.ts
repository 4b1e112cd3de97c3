import { isMedicoSamError, MedicoSamError } from '@medicosam/core';
import { folderSource } from '@medicosam/onnx-node';
import type { CacheLayout } from '../cache/cache-layout.js';
import type { ExpectedFile } from '../download/download.js';
import { sha256Text } from '../hashing/sha256-text.js';
import type { RegistryEntry } from '../registry/registry-entry.js';
import { type ModelRecord, readRecord } from './model-record.js';
import type { PulledModel, PullOptions } from './pull-options.js';

/** What a model in the cache has to come from to be the one that is asked for. */
export interface Wanted {
  readonly name: string;
  readonly entry: RegistryEntry | null;
  readonly expected: ExpectedFile;
  /** Where no hash is known: the address. */
  readonly url: string | null;
}

/**
 * The model, where it is in the cache already.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` where the name stands for another checkpoint, or for other storages than
 *   those asked for.
 */
export async function findPlaced(
  layout: CacheLayout,
  wanted: Wanted,
  { signal, storages = [] }: PullOptions,
): Promise<PulledModel | undefined> {
  const { name, entry } = wanted;
  const folder = layout.model(name);
  const source = folderSource(folder);
  try {
    const manifest = await source.manifest({ signal });
    const record = await readRecord(folder);
    if (!isSame(record, wanted)) {
      throw taken(`The name ${name} stands for another checkpoint in the cache.`, name);
    }
    const lacks = storages.filter(
      (storage) => !manifest.weights.some((weights) => weights.storage === storage),
    );
    if (lacks.length > 0) throw taken(`${name} is in the cache without ${lacks.join(', ')} weights.`, name);
    return { name, folder, manifest, source, wasThere: true, entry };
  } catch (error) {
    if (isMedicoSamError(error, 'MODEL_NOT_FOUND')) return undefined;
    if (isMedicoSamError(error, 'MANIFEST_INVALID', 'MANIFEST_TOO_NEW')) {
      throw taken(`What the cache holds as ${name} cannot be read: ${error.message}`, name);
    }
    throw error;
  }
}

function isSame(record: ModelRecord | undefined, { expected, entry, url }: Wanted): boolean {
  if (!record) return false;
  if (expected.sha256 !== null) return record.sha256 === expected.sha256;
  if (expected.xxh128 !== null) return record.xxh128 === expected.xxh128;
  return entry ? record.entry === entry.name : url !== null && record.urlSha256 === sha256Text(url);
}

const taken = (message: string, name: string) =>
  new MedicoSamError('INVALID_ARGUMENT', {
    message,
    hint: `Remove it with medicosam models remove ${name}, or give another name.`,
    details: { name },
  });
