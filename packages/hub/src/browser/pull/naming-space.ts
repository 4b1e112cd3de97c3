import { isMedicoSamError } from '@medicosam/core';
import { freeSpace, storageFull } from '../storage/storage-errors.js';

/** Says how much a call needs where the storage turns out to be full. */
export async function naming<T>(neededBytes: number | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isMedicoSamError(error, 'STORAGE_FULL')) throw await storageFull(neededBytes, error.cause);
    throw error;
  }
}

/**
 * Better told before gigabytes have come than after.
 *
 * @throws MedicoSamError `STORAGE_FULL`.
 */
export async function checkSpace(neededBytes: number | null): Promise<void> {
  const freeBytes = await freeSpace();
  if (neededBytes === null || freeBytes === null || freeBytes >= neededBytes) return;
  throw await storageFull(neededBytes);
}
