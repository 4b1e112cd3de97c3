import { type Manifest, MedicoSamError } from '@medicosam/core';
import type { ExpectedFile } from '../download/expected-file.js';
import type { RegistryEntry } from '../registry/registry-entry.js';
import type { ModelRecord } from './model-record.js';
import type { PullOptions } from './pull-options.js';

/** What a model in the cache has to come from to be the one that is asked for. */
export interface Wanted {
  readonly name: string;
  readonly entry: RegistryEntry | null;
  readonly expected: ExpectedFile;
  /** Where no hash is known: SHA-256 of the address. */
  readonly urlSha256: string | null;
}

/**
 * Whether a model that has the name is the one that is asked for.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` where the name stands for another checkpoint, or for other storages than
 *   those asked for.
 */
export function checkWanted(
  { name, ...wanted }: Wanted,
  record: ModelRecord | null | undefined,
  manifest: Manifest,
  { storages = [] }: Pick<PullOptions, 'storages'>,
): void {
  if (!isSame(record, wanted))
    throw nameTaken(`The name ${name} stands for another checkpoint in the cache.`, name);
  const lacks = storages.filter(
    (storage) => !manifest.weights.some((weights) => weights.storage === storage),
  );
  if (lacks.length > 0) throw nameTaken(`${name} is in the cache without ${lacks.join(', ')} weights.`, name);
}

function isSame(
  record: ModelRecord | null | undefined,
  { expected, entry, urlSha256 }: Omit<Wanted, 'name'>,
): boolean {
  if (!record) return false;
  if (expected.sha256 !== null) return record.sha256 === expected.sha256;
  if (expected.xxh128 !== null) return record.xxh128 === expected.xxh128;
  return entry ? record.entry === entry.name : urlSha256 !== null && record.urlSha256 === urlSha256;
}

/** The error of a name that is in use. */
export const nameTaken = (message: string, name: string): MedicoSamError =>
  new MedicoSamError('INVALID_ARGUMENT', {
    message,
    hint: `Remove it with medicosam models remove ${name}, or hub.remove('${name}'), or give another name.`,
    details: { name },
  });
