import { isMedicoSamError, MedicoSamError } from '@medicosam/core';
import { readEstimate } from './estimate.js';

/** The browser's own name of what went wrong: `NotFoundError`, `QuotaExceededError`, … */
export const errorName = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : 'unknown reason';

/** Whether there is nothing at a path, or something of another kind. */
export const isMissing = (error: unknown): boolean =>
  ['NotFoundError', 'TypeMismatchError'].includes(errorName(error));

/** Runs a change of the storage, and says in our words when it fails. */
export async function storing<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (isMedicoSamError(cause)) throw cause;
    if (errorName(cause) === 'QuotaExceededError') throw await storageFull(null, cause);
    throw new MedicoSamError('FILE_UNWRITABLE', {
      message: `The browser's storage cannot be written (${errorName(cause)}).`,
      hint: 'Private windows may keep nothing; a page needs HTTPS or localhost, and leave to keep data.',
      cause,
      details: { code: errorName(cause) },
    });
  }
}

/** The error of a storage without room. */
export async function storageFull(neededBytes: number | null, cause?: unknown): Promise<MedicoSamError> {
  const free = await freeSpace();
  // Some browsers tell of 10 GB whatever is left: a write that failed knows better.
  const isTrue = free !== null && neededBytes !== null && free < neededBytes;
  const freeBytes = isTrue ? free : null;
  const needed = neededBytes === null ? 'more is needed' : `about ${neededBytes} bytes are needed`;
  return new MedicoSamError('STORAGE_FULL', {
    message: `The browser's storage for this site has no room: ${needed}${freeBytes === null ? '' : `, ${freeBytes} are free`}.`,
    hint: 'Remove models (hub.remove), make room on the disk, or store half the size: storages w16.',
    cause,
    details: { neededBytes, freeBytes },
  });
}

/** What is free, bytes; `null` where the browser does not say. */
export async function freeSpace(): Promise<number | null> {
  const { quotaBytes, usedBytes } = await readEstimate();
  return quotaBytes === null || usedBytes === null ? null : Math.max(0, quotaBytes - usedBytes);
}
