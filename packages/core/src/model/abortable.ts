import type { AbortSignalLike } from '../platform.js';

/**
 * A promise whose waiter is rejected with the signal's reason at once; the work itself goes on for others.
 *
 * @param onLate frees a result that came after the rejection.
 */
export function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignalLike | undefined,
  onLate?: (value: T) => void,
): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    let isRejected = false;
    const onAbort = () => {
      isRejected = true;
      reject(signal.reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise
      .then((value) => (isRejected ? onLate?.(value) : resolve(value)), reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
