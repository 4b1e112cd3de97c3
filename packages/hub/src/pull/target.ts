import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MedicoSamError } from '@medicosam/core';
import type { RegistryEntry } from '../registry/registry-entry.js';
import { addressTarget } from './address-target.js';
import { nearestNames } from './names.js';

/** What is to become a model in the cache. */
export type Target =
  /** A checkpoint that the registry knows. */
  | { readonly kind: 'entry'; readonly entry: RegistryEntry }
  | { readonly kind: 'url'; readonly url: string }
  /** A checkpoint on this machine. */
  | { readonly kind: 'file'; readonly path: string };

/**
 * What a word means: a name of the registry, an address, a path. Names come first: write `./vit_b` for a file.
 *
 * @throws MedicoSamError `MODEL_NOT_FOUND`, `INVALID_ARGUMENT`.
 */
export async function resolveTarget(what: string, entries: readonly RegistryEntry[]): Promise<Target> {
  const named = entries.find(({ name }) => name === what);
  if (named) return { kind: 'entry', entry: named };
  if (/^https?:/i.test(what)) return addressTarget(what, entries);
  if (/^file:/i.test(what)) return { kind: 'file', path: pathOf(what) };
  const found = await stat(what).catch(() => undefined);
  if (found?.isFile()) return { kind: 'file', path: what };
  const near = nearestNames(what, entries);
  throw new MedicoSamError('MODEL_NOT_FOUND', {
    message: found
      ? 'A folder cannot be pulled: it is used as it is, with --model <folder>.'
      : `${what} is neither a name of the registry nor an address nor a file that is there.`,
    hint: `medicosam models list shows the names${near.length === 0 ? '' : `, such as ${near.join(', ')}`}.`,
  });
}

/** The path of a `file:` address. */
export function pathOf(address: string): string {
  try {
    return fileURLToPath(address);
  } catch (cause) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'The file: address names no file of this machine.',
      cause,
    });
  }
}
