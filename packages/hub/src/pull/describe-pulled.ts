import { isMedicoSamError } from '@medicosam/core';
import { addressText } from '../download/download-errors.js';
import type { FileHashes } from '../registry/registry.js';
import type { RegistryEntry } from '../registry/registry-entry.js';
import type { ModelRecord } from './model-record.js';

/** The record of a model that is made of this file. */
export const recordOf = (
  { bytes, xxh128, sha256 }: FileHashes & { readonly bytes: number },
  entry: RegistryEntry | null,
  address: { readonly url: string; readonly urlSha256: string } | null,
): ModelRecord => ({
  version: 1,
  entry: entry?.name ?? null,
  url: address && addressText(address.url),
  urlSha256: address?.urlSha256 ?? null,
  bytes,
  xxh128,
  sha256,
});

/** Whether an error says that a file is no checkpoint. What no hash vouches for may be a broken download, then. */
export const isOfCheckpoint = (error: unknown): boolean =>
  isMedicoSamError(
    error,
    'CHECKPOINT_UNREADABLE',
    'CHECKPOINT_UNSAFE',
    'CHECKPOINT_UNKNOWN_KEY',
    'CHECKPOINT_INCOMPLETE',
    'CHECKPOINT_SHAPE',
  );
