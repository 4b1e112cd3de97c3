import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type BlobStore,
  checkBlobKey,
  checkBound,
  checkFits,
  type StoreBound,
  type StoreOptions,
} from '@medicosam/core';
import { errorCode, isMissing } from '../../cache/file-errors.js';
import { keysToDrop } from '../evict.js';
import { SEAL_BYTES, sealOf, unseal } from '../seal.js';
import { type FolderListing, fileName, listFolder } from './list-folder.js';
import { changing, storeUnreadable } from './store-errors.js';
import { isLeft, temporaryName } from './temporary-file.js';

/**
 * A `BlobStore` in a folder, which is made at the first `put` and readable by its owner alone. Several processes may
 * use it at the same time, and be killed at any time: an entry takes its name by one rename, its hash is checked when it
 * is read, and what a killed process left is swept up by the next `put`. The time of a file is that of its last use.
 *
 * @param root the folder where entries are files; those of others in it are left alone
 * @throws MedicoSamError `INVALID_ARGUMENT` for a bound that is not above 0.
 */
export function diskBlobStore(root: string, bound: StoreBound): BlobStore {
  const maxBytes = checkBound(bound);
  const folder = resolve(root);
  const pathOf = (key: string): string => join(folder, fileName(checkBlobKey(key)));
  return {
    async get(key, options) {
      const path = pathOf(key);
      throwIfAborted(options);
      const file = await readFile(path).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw storeUnreadable(error);
      });
      if (file === undefined) return undefined;
      const bytes = await unseal(file).catch(async (error: unknown) => {
        await rm(path, { force: true }).catch(() => undefined);
        throw error;
      });
      throwIfAborted(options);
      const now = new Date();
      // One that may be read and not written is used as well; it may be gone by now, too.
      await utimes(path, now, now).catch(() => undefined);
      return bytes;
    },
    async put(key, bytes, options) {
      const path = pathOf(key);
      checkFits(bytes.byteLength + SEAL_BYTES, maxBytes);
      throwIfAborted(options);
      const seal = await sealOf(bytes);
      await place(folder, path, [seal, bytes], maxBytes, options);
    },
    async delete(key, options) {
      const path = pathOf(key);
      throwIfAborted(options);
      await changing(() => rm(path, { force: true }));
    },
    async list(options) {
      throwIfAborted(options);
      const { entries } = await listFolder(folder).catch((error: unknown) => {
        throw storeUnreadable(error);
      });
      return [...entries];
    },
    async clear(options) {
      throwIfAborted(options);
      await changing(async () => {
        const { entries, temporary } = await listFolder(folder);
        for (const { key } of entries) await rm(join(folder, fileName(key)), { force: true });
        await sweep(folder, temporary);
      });
    },
  };
}

function throwIfAborted({ signal }: StoreOptions = {}): void {
  if (signal?.aborted) throw signal.reason;
}

/** Writes a file whole, gives it its name, and makes room for it. */
async function place(
  folder: string,
  path: string,
  parts: readonly Uint8Array[],
  maxBytes: number,
  options: StoreOptions | undefined,
): Promise<void> {
  const temporary = join(folder, temporaryName());
  try {
    await changing(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(temporary, parts, { flag: 'wx', mode: 0o600 });
    });
    throwIfAborted(options);
    await changing(async () => {
      await replace(temporary, path);
      await makeRoom(folder, maxBytes);
    });
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/**
 * Drops entries until the files are within the bound, those that are being written counted in. Every process looks after
 * it has placed its own: who places last sees all of them, and so the bound needs no lock.
 */
async function makeRoom(folder: string, maxBytes: number): Promise<void> {
  const { entries, temporary } = await listFolder(folder);
  const beingWritten = await sweep(folder, temporary);
  for (const key of keysToDrop(entries, maxBytes - beingWritten))
    await rm(join(folder, fileName(key)), { force: true });
}

/** Takes away what killed processes left. @returns the bytes of what is being written. */
async function sweep(folder: string, temporary: FolderListing['temporary']): Promise<number> {
  let beingWritten = 0;
  for (const { name, sizeBytes, modifiedAtMs } of temporary) {
    if (isLeft(name, modifiedAtMs)) await rm(join(folder, name), { force: true });
    else beingWritten += sizeBytes;
  }
  return beingWritten;
}

async function replace(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (error) {
    // Windows replaces no file that is being read, and what is there under the key is as good.
    const isInUse = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error));
    if (!isInUse || !(await stat(path).catch(() => undefined))) throw error;
  }
}
