import type { RegistryEntry } from './registry-entry.js';

/** What is told before a download begins. */
export interface LicenceNotice {
  /** The entry's name. */
  readonly name: string;
  readonly title: string;
  /** SPDX identifier; `null` where none was found. */
  readonly licence: string | null;
  /** Whether it can be used without accepting anything: known, and one that permits all use with attribution. */
  readonly permissive: boolean;
  readonly citation: readonly string[];
  readonly notes: readonly string[];
}

/** Licences that permit use of any kind, at most with attribution. */
const PERMISSIVE = new Set([
  'Apache-2.0',
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'CC0-1.0',
  'CC-BY-4.0',
]);

/** What a person has to know of an entry's licence. */
export const licenceNotice = ({ name, title, licence, citation, notes }: RegistryEntry): LicenceNotice => ({
  name,
  title,
  licence,
  permissive: licence !== null && PERMISSIVE.has(licence),
  citation,
  notes,
});
