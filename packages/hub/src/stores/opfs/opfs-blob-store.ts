import {
  type BlobStore,
  checkBlobKey,
  checkBound,
  checkFits,
  isMedicoSamError,
  MedicoSamError,
  type StoreBound,
} from '@medicosam/core';
import { errorName, storing } from '../../browser/storage/storage-errors.js';
import { keysToDrop } from '../evict.js';
import { SEAL_BYTES, sealOf, unseal } from '../seal.js';
import { blobName, listEntries, markUsed, openFile, removeEntry, writeFile } from './entries.js';
import { locked, openFolder } from './file-system.js';

/**
 * A `BlobStore` in the origin's private file system (OPFS), for pages and workers. Tabs take turns by Web Locks, which
 * the browser gives back for a tab that is closed; a file takes the place of the one before it when it is whole. Asks
 * nobody for permission, and for no persistence: the browser may clear it when room is short.
 *
 * Where there is no private file system (a page that was not served over HTTPS, a private window of some browsers) or
 * its quota is used up, methods reject with `FILE_UNREADABLE`, `FILE_UNWRITABLE` or `STORAGE_FULL`.
 *
 * @param path of a folder that is the store's alone, from the root of the private file system
 * @throws MedicoSamError `INVALID_ARGUMENT` for a bound that is not above 0.
 */
export function opfsBlobStore(path: string, bound: StoreBound): BlobStore {
  const maxBytes = checkBound(bound);
  const lock = `medicosam-store:${path}`;
  const remove = (key: string, signal?: Signal): Promise<void> =>
    changing(signal, () =>
      locked(lock, 'exclusive', signal, async () => {
        const folder = await openFolder(path, false);
        if (folder) await removeEntry(folder, key);
      }),
    );
  return {
    async get(key, { signal } = {}) {
      const name = blobName(checkBlobKey(key));
      const file = await reading(signal, () =>
        locked(lock, 'shared', signal, async () => {
          const folder = await openFolder(path, false);
          const found = folder && (await openFile(folder, name));
          if (!folder || !found) return undefined;
          const bytes = new Uint8Array(await found.arrayBuffer());
          await markUsed(folder, key).catch(() => undefined);
          return bytes;
        }),
      );
      if (file === undefined) return undefined;
      return unseal(file).catch(async (error: unknown) => {
        await remove(key).catch(() => undefined);
        throw error;
      });
    },
    async put(key, bytes, { signal } = {}) {
      const name = blobName(checkBlobKey(key));
      const sizeBytes = bytes.byteLength + SEAL_BYTES;
      checkFits(sizeBytes, maxBytes);
      await changing(signal, async () => {
        const parts = [await sealOf(bytes), bytes];
        await locked(lock, 'exclusive', signal, async () => {
          const folder = await openFolder(path, true);
          if (!folder) return;
          const others = (await listEntries(folder)).filter((entry) => entry.key !== key);
          for (const dropped of keysToDrop(others, maxBytes - sizeBytes)) await removeEntry(folder, dropped);
          await writeFile(folder, name, parts);
        });
      });
    },
    async delete(key, { signal } = {}) {
      await remove(checkBlobKey(key), signal);
    },
    list: ({ signal } = {}) =>
      reading(signal, () =>
        locked(lock, 'shared', signal, async () => {
          const folder = await openFolder(path, false);
          return folder ? listEntries(folder) : [];
        }),
      ),
    clear: ({ signal } = {}) =>
      changing(signal, () =>
        locked(lock, 'exclusive', signal, async () => {
          const folder = await openFolder(path, false);
          if (!folder) return;
          const names: string[] = [];
          for await (const name of folder.keys()) names.push(name);
          for (const name of names) await folder.removeEntry(name, { recursive: true });
        }),
      ),
  };
}

type Signal = NonNullable<Parameters<BlobStore['get']>[1]>['signal'];

async function reading<T>(signal: Signal, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (signal?.aborted || isMedicoSamError(cause)) throw cause;
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `The browser's private file system cannot be read (${errorName(cause)}).`,
      hint: 'Serve the page over HTTPS, and use it outside of a private window.',
      cause,
    });
  }
}

/** As it is, but for an abort. */
const changing = <T>(signal: Signal, action: () => Promise<T>): Promise<T> =>
  storing(action).catch((error: unknown) => {
    throw signal?.aborted ? signal.reason : error;
  });
