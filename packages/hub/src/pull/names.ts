import { MedicoSamError } from '@medicosam/core';
import type { RegistryEntry } from '../registry/registry-entry.js';

/** A model's name made of a file's, its folders left out: lower case, in the letters that a name may have. */
export function nameOfFile(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? '';
  const letters = base
    .replace(/(?!^)\.[^.]*$/, '')
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

/** Names of the registry that look like a word. */
export const nearestNames = (what: string, entries: readonly RegistryEntry[]): string[] =>
  entries
    .map(({ name }) => name)
    .filter((name) => name.includes(what) || what.includes(name))
    .slice(0, 3);
