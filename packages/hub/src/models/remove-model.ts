import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadOptions } from '@medicosam/core';
import type { CacheLayout } from '../cache/cache-layout.js';
import { isMissing, writing } from '../cache/file-errors.js';
import { takeLock } from '../cache/lock/take-lock.js';
import { checkName } from '../pull/names.js';

/** See `Hub.remove`. */
export async function removeModel(
  layout: CacheLayout,
  name: string,
  { signal, onProgress }: LoadOptions,
): Promise<boolean> {
  const places = [layout.model(checkName(name)), layout.download(name), layout.staging(name)];
  if (!(await Promise.all(places.map(exists))).includes(true)) return false;
  const lock = await takeLock(layout.lock(name), { signal, onWait: () => onProgress?.({ stage: 'wait' }) });
  try {
    await writing(async () => {
      // Out of its place in one step: nobody sees half a model.
      const grave = join(layout.staging(name), 'removed');
      await rm(layout.staging(name), { recursive: true, force: true });
      await mkdir(layout.staging(name), { recursive: true });
      await rename(layout.model(name), grave).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      await rm(layout.download(name), { recursive: true, force: true });
      await rm(layout.staging(name), { recursive: true, force: true });
    });
    return true;
  } finally {
    await lock.release();
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
