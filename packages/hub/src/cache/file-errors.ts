import { MedicoSamError } from '@medicosam/core';

/** Node's own word for what went wrong: `ENOENT`, `ENOSPC`, … */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';

/** Runs a change of the cache, and says in our words when it fails. */
export async function writing<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw cacheUnwritable(cause);
  }
}

/** The error of a change of the cache that failed. */
function cacheUnwritable(cause: unknown): MedicoSamError {
  const code = errorCode(cause);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new MedicoSamError('FILE_UNWRITABLE', {
    message: `The model cache cannot be written (${code}).`,
    hint: isFull
      ? 'The disk is full. Make room, or point MEDICOSAM_CACHE to a larger one; what has come so far is kept, and the next call continues.'
      : 'Check the permissions of the cache folder (medicosam models path), or set MEDICOSAM_CACHE to another.',
    cause,
    details: { code },
  });
}

/** Whether a file is not there, in any of the ways in which it may not be. */
export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
