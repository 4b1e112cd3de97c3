import type { LoadOptions } from '@medicosam/core';
import { platform } from '../platform.js';
import type { BrowserContext } from './browser-context.js';

/** The lock of a model, among all tabs and workers of the site. */
const lockName = ({ root }: BrowserContext, name: string): string => `medicosam-hub/${root}/${name}`;

/** Where there are no locks: the calls of this page. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Works on a model alone, and waits while another tab does. A tab that is closed lets go.
 *
 * @throws the signal's reason when aborted while it waits.
 */
export async function withLock<T>(
  context: BrowserContext,
  name: string,
  { signal, onProgress }: LoadOptions,
  work: () => Promise<T>,
): Promise<T> {
  const { locks } = platform.navigator ?? {};
  const lock = lockName(context, name);
  if (!locks) return inTurn(lock, work);
  const atOnce = await locks.request(lock, { ifAvailable: true }, async (granted) =>
    granted ? { value: await work() } : undefined,
  );
  if (atOnce) return atOnce.value;
  onProgress?.({ stage: 'wait' });
  const waiting = new platform.AbortController();
  const onAbort = (): void => waiting.abort(signal?.reason);
  if (signal?.aborted) throw signal.reason;
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await locks.request(lock, { signal: waiting.signal }, work);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Works on a model where nobody does; undefined otherwise. */
export async function ifFree(
  context: BrowserContext,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const { locks } = platform.navigator ?? {};
  await locks?.request(lockName(context, name), { ifAvailable: true }, async (granted) =>
    granted ? work() : undefined,
  );
}

async function inTurn<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(lock) ?? Promise.resolve();
  const done = before.then(work, work);
  turns.set(lock, done);
  try {
    return await done;
  } finally {
    if (turns.get(lock) === done) turns.delete(lock);
  }
}
