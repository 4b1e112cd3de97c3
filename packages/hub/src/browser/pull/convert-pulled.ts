import type { Manifest } from '@medicosam/core';
import type { BlobLike } from '../../platform.js';
import type { ModelRecord } from '../../pull/model-record.js';
import type { PullOptions } from '../../pull/pull-options.js';
import { entryFacts } from '../../registry/entry-facts.js';
import type { RegistryEntry } from '../../registry/registry-entry.js';
import type { Realm } from '../realm/realm.js';

/** A checkpoint that becomes a model. */
export interface Conversion {
  readonly name: string;
  readonly generation: string;
  /** `null` where it was fetched. */
  readonly blob: BlobLike | null;
  readonly record: ModelRecord;
  readonly entry: RegistryEntry | null;
}

/** Converts with what the registry knows, and with what the caller knows better. */
export function convertPulled(
  { name, generation, blob, record, entry }: Conversion,
  realm: Realm,
  { facts, storages, lowerings }: PullOptions,
): Promise<Manifest> {
  return realm.run('convert', {
    name,
    generation,
    blob,
    record,
    facts: { title: name, ...(entry ? entryFacts(entry) : {}), ...facts },
    storages,
    lowerings,
  });
}
