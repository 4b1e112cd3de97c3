import { MedicoSamError, parseNormalisation } from '@medicosam/core';
import * as v from 'valibot';
import { ENTRIES } from './entries.js';
import type { RegistryEntry } from './registry-entry.js';
import { registryEntrySchema } from './schema.js';

/** The public checkpoints that this version knows. */
export const REGISTRY: readonly RegistryEntry[] = ENTRIES;

/**
 * Checks one entry, as it stands in a JSON file.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` naming the field and the rule.
 */
export function readRegistryEntry(value: unknown): RegistryEntry {
  const result = v.safeParse(registryEntrySchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The registry entry${nameOf(value)} does not follow its schema. ${v.getDotPath(issue) ?? 'The whole'}: ${issue.message}.`,
      hint: 'models/registry/README.md lists the fields.',
    });
  }
  if (result.output.trained.normalisation !== null) parseNormalisation(result.output.trained.normalisation);
  return result.output;
}

function nameOf(value: unknown): string {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
  return typeof name === 'string' ? ` ${name}` : '';
}

/** The hashes of a file. */
export interface FileHashes {
  /** XXH3, 128 bits, hex. */
  readonly xxh128: string;
  /** SHA-256, hex. */
  readonly sha256: string;
}

/** The entry of a file with these hashes. */
export function findByHash(
  entries: readonly RegistryEntry[],
  { xxh128, sha256 }: FileHashes,
): RegistryEntry | undefined {
  return entries.find((entry) => (entry.sha256 === null ? entry.xxh128 === xxh128 : entry.sha256 === sha256));
}

/**
 * Checks entries and joins them to the public ones; a name that is taken is replaced, so that a house can point a
 * public name at its own server.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT`.
 */
export function joinRegistry(own: readonly unknown[]): readonly RegistryEntry[] {
  const entries = new Map(REGISTRY.map((entry) => [entry.name, entry]));
  for (const value of own) {
    const entry = readRegistryEntry(value);
    entries.set(entry.name, entry);
  }
  return [...entries.values()];
}
