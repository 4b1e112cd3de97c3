import { isMedicoSamError, MedicoSamError } from '@medicosam/core';
import { errorCode } from '../../cache/file-errors.js';

/** Runs a change of a store, and says in our words when it fails; without paths. */
export async function changing<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (isMedicoSamError(cause)) throw cause;
    const code = errorCode(cause);
    throw new MedicoSamError('FILE_UNWRITABLE', {
      message: `The store's folder cannot be written (${code}).`,
      hint: ['ENOSPC', 'EDQUOT'].includes(code)
        ? 'The disk is full: make room, or put the store elsewhere.'
        : 'Check the permissions of the folder.',
      cause,
      details: { code },
    });
  }
}

/** The error of a store that cannot be read. */
export const storeUnreadable = (cause: unknown): MedicoSamError =>
  new MedicoSamError('FILE_UNREADABLE', {
    message: `The store's folder cannot be read (${errorCode(cause)}).`,
    hint: 'Check the permissions of the folder.',
    cause,
    details: { code: errorCode(cause) },
  });
