import { platform } from '../platform.js';

/*
 * A page is not told when its worker ends by itself, or the browser ends it: its calls would wait for ever. A lock is
 * held by the worker for life and asked for by the page: the page gets it in the moment when the worker is no more.
 */

let workers = 0;

/** A name that no other worker of the site has. */
export const lockName = (): string => `medicosam-${++workers}-${Math.random().toString(36).slice(2)}`;

/** In the worker: holds the lock from now on. Where the platform has no locks, nothing is held. */
export function holdForLife(lock: string): Promise<void> {
  const { locks } = platform.navigator ?? {};
  if (!locks) return Promise.resolve();
  return new Promise((resolve) => {
    locks
      .request(lock, () => {
        resolve();
        return new Promise(() => {});
      })
      .catch(() => resolve());
  });
}

/** In the page, once the worker holds it: settles when the worker has ended; never, where there are no locks. */
export async function endOfLife(lock: string): Promise<void> {
  const { locks } = platform.navigator ?? {};
  try {
    if (locks) return await locks.request(lock, () => {});
  } catch {
    // Locks are refused where storage is: nothing is known then.
  }
  return new Promise(() => {});
}
