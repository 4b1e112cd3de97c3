import type { Manifest } from '@medicosam/core';

/** One file of a model, held against the manifest. */
export interface FileCheck {
  /** A relative path inside the folder. */
  readonly file: string;
  readonly state: 'ok' | 'missing' | 'differs';
}

/** Every file that a manifest names, with its SHA-256. */
export function namedFiles({ graphs, weights, probes }: Manifest): Map<string, string> {
  const all = [...weights, ...graphs, ...probes].map(({ file, sha256 }): [string, string] => [file, sha256]);
  const values = probes.map((probe): [string, string] => [probe.values, probe.valuesSha256]);
  return new Map([...all, ...values]);
}
