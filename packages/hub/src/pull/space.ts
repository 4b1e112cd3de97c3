import type { Storage } from '@medicosam/convert';
import type { RegistryEntry } from '../registry/registry-entry.js';

/** What a storage takes of the checkpoint's size, at most about. */
const SPACE: Readonly<Record<Storage, number>> = { fp32: 1, w16: 0.5, int8: 0.5 };

/** About what the weights take that are made of a checkpoint, bytes. */
export const weightsSpace = (bytes: number, storages: readonly Storage[] = ['fp32']): number =>
  bytes * storages.reduce((sum, storage) => sum + SPACE[storage], 0);

/** About what an entry takes while it is pulled: its checkpoint and the weights; `null` where nobody knows. */
export function pullSpace(entry: RegistryEntry | null, storages?: readonly Storage[]): number | null {
  const bytes = entry?.bytes ?? entry?.approximateBytes ?? null;
  return bytes === null ? null : bytes + weightsSpace(bytes, storages);
}
