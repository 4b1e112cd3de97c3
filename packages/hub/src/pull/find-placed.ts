import { isMedicoSamError } from '@medicosam/core';
import { folderSource } from '@medicosam/onnx-node';
import type { CacheLayout } from '../cache/cache-layout.js';
import type { PulledModel, PullOptions } from './pull-options.js';
import { readRecord } from './read-record.js';
import { checkWanted, nameTaken, type Wanted } from './wanted.js';

/**
 * The model, where it is in the cache already.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` where the name stands for another checkpoint, or for other storages than
 *   those asked for.
 */
export async function findPlaced(
  layout: CacheLayout,
  wanted: Wanted,
  options: PullOptions,
): Promise<PulledModel | undefined> {
  const { name, entry } = wanted;
  const folder = layout.model(name);
  const source = folderSource(folder);
  try {
    const manifest = await source.manifest({ signal: options.signal });
    checkWanted(wanted, await readRecord(folder), manifest, options);
    return { name, folder, manifest, source, wasThere: true, entry };
  } catch (error) {
    if (isMedicoSamError(error, 'MODEL_NOT_FOUND')) return undefined;
    if (isMedicoSamError(error, 'MANIFEST_INVALID', 'MANIFEST_TOO_NEW')) {
      throw nameTaken(`What the cache holds as ${name} cannot be read: ${error.message}`, name);
    }
    throw error;
  }
}
