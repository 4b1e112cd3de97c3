import { rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { MedicoSamError } from '@medicosam/core';
import { isNewest } from './turns.js';

/** How often a holder shows that it lives. */
const BEAT_MS = 2_000;

/** A lock that is held. */
export interface Lock {
  /**
   * Before anything that others see: whether the lock is still ours. It is not when this process was stopped for so
   * long that another took it for dead.
   *
   * @throws MedicoSamError `CACHE_LOCKED`.
   */
  check(): Promise<void>;
  /** Lets the next one in. Does nothing where the lock was lost. */
  release(): Promise<void>;
}

/** A lock whose file was made. */
export function hold(folder: string, number: number, path: string): Lock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    async check() {
      if (await isNewest(folder, number)) return;
      throw new MedicoSamError('CACHE_LOCKED', {
        message: 'Another process took over the work on this model, since this one was stopped for too long.',
        hint: 'Call again: it waits for the other, or finds its result.',
      });
    },
    async release() {
      clearInterval(beat);
      await rename(path, join(folder, `${number}.free`)).catch(() => undefined);
    },
  };
}
