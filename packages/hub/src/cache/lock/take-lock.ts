import { mkdir } from 'node:fs/promises';
import type { AbortSignalLike } from '@medicosam/core';
import { sleep } from '../../sleep.js';
import { writing } from '../file-errors.js';
import { claim } from './claim.js';
import type { Lock } from './lock.js';
import { isFree, newest } from './turns.js';

/** How often those who wait look. */
const LOOK_MS = 200;

/** How to wait for a lock. */
export interface LockOptions {
  readonly signal?: AbortSignalLike | undefined;
  /** Called once, when another process holds it. */
  readonly onWait?: (() => void) | undefined;
}

/**
 * Takes a lock between processes, and waits while another holds it.
 *
 * The folder holds one file for each holder in turn: `7.lock`, then `8.lock`. To take over is to make the file of the
 * next number, which the file system gives to one process alone, so that no lock is ever deleted to take it: that is
 * how two would come to hold it, each deleting the other's. A holder is dead when its process is, on this machine, or
 * when its file was not touched for half a minute.
 */
export async function takeLock(folder: string, { signal, onWait }: LockOptions = {}): Promise<Lock> {
  await writing(() => mkdir(folder, { recursive: true }));
  let isWaiting = false;
  for (;;) {
    if (signal?.aborted) throw signal.reason;
    const last = await newest(folder);
    if (last === undefined || (await isFree(folder, last))) {
      const lock = await claim(folder, (last?.number ?? 0) + 1);
      if (lock) return lock;
      continue;
    }
    if (!isWaiting) onWait?.();
    isWaiting = true;
    await sleep(LOOK_MS, signal);
  }
}
