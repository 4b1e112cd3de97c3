import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MedicoSamError } from '@medicosam/core';
import type { RegistryEntry } from '../registry/registry-entry.js';

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
  throw new MedicoSamError('MODEL_NOT_FOUND', {
    message: found
      ? 'A folder cannot be pulled: it is used as it is, with --model <folder>.'
      : `${what} is neither a name of the registry nor an address nor a file that is there.`,
    hint: `medicosam models list shows the names${nearest(what, entries)}.`,
  });
}

function addressTarget(what: string, entries: readonly RegistryEntry[]): Target {
  let url: URL;
  try {
    url = new URL(what);
  } catch (cause) {
    throw new MedicoSamError('INVALID_ARGUMENT', { message: 'The address cannot be read.', cause });
  }
  if (url.username || url.password) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'An address must not hold a user and a password.',
      hint: 'Fetch the file by other means, then: medicosam models add <file>.',
    });
  }
  const entry = entries.find(({ urls }) => urls.includes(url.href));
  return entry ? { kind: 'entry', entry } : { kind: 'url', url: url.href };
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

/** The file that an address ends with. */
export function fileOfAddress(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** A model's name made of a file's: lower case, in the letters that a name may have. */
export function nameOfFile(file: string): string {
  const base = basename(file);
  const letters = base
    .slice(0, base.length - extname(base).length || undefined)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return letters || 'model';
}

/** Whether a word can name a model: it stays one folder, then, on every platform. */
export const isName = (word: string): boolean => /^[a-z0-9][a-z0-9._-]*$/.test(word);

/** @throws MedicoSamError `INVALID_ARGUMENT`. */
export function checkName(name: string): string {
  if (isName(name)) return name;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `A model's name has lower-case letters, digits, dots, dashes and underscores, and begins with one of the first two; got ${name}.`,
  });
}

function nearest(what: string, entries: readonly RegistryEntry[]): string {
  const near = entries.map(({ name }) => name).filter((name) => name.includes(what) || what.includes(name));
  return near.length === 0 ? '' : `, such as ${near.slice(0, 3).join(', ')}`;
}
