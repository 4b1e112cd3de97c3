import type { BlobLike, FileHandleLike, FolderHandleLike, SyncHandleLike } from '../../platform.js';
import { platform } from '../../platform.js';
import { sleep } from '../../sleep.js';
import type { HubFiles, StoredFile } from './hub-files.js';
import { OpfsFile } from './opfs-file.js';
import { errorName, isMissing, storing } from './storage-errors.js';

/** A worker that was ended lets go of its files a moment later. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 50;

/** Files of the origin private file system. */
export class OpfsFiles implements HubFiles {
  readonly medium = 'opfs';
  readonly #root: FolderHandleLike;

  constructor(root: FolderHandleLike) {
    this.#root = root;
  }

  edit(path: string): Promise<StoredFile> {
    return storing(async () => OpfsFile.open(await this.#syncHandle(path)));
  }

  writeText(path: string, text: string): Promise<void> {
    return storing(async () => {
      const handle = await this.#file(path, true);
      if (handle.createWritable) {
        const stream = await handle.createWritable();
        await stream.write(text);
        return stream.close();
      }
      // Written in place: who reads the half of it finds no JSON.
      const file = await OpfsFile.open(await this.#syncHandle(path));
      try {
        await file.clear();
        await file.write(0, new platform.TextEncoder().encode(text));
        await file.flush();
      } finally {
        await file.close();
      }
    });
  }

  async readText(path: string): Promise<string | undefined> {
    return (await this.#existing(path))?.text();
  }

  open(path: string): Promise<BlobLike | undefined> {
    return this.#existing(path);
  }

  async names(folder: string): Promise<string[]> {
    const names: string[] = [];
    try {
      for await (const name of (await this.#folder(folder.split('/'), false)).keys()) names.push(name);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return names;
  }

  remove(path: string): Promise<boolean> {
    return storing(async () => {
      const folders = path.split('/');
      const name = folders.pop() ?? '';
      try {
        const folder = await this.#folder(folders, false);
        await whenFree(() => folder.removeEntry(name, { recursive: true }));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    });
  }

  async #existing(path: string) {
    try {
      return await (await this.#file(path, false)).getFile();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #file(path: string, create: boolean): Promise<FileHandleLike> {
    const folders = path.split('/');
    const name = folders.pop() ?? '';
    return (await this.#folder(folders, create)).getFileHandle(name, { create });
  }

  async #folder(names: readonly string[], create: boolean): Promise<FolderHandleLike> {
    let folder = this.#root;
    for (const name of names) folder = await folder.getDirectoryHandle(name, { create });
    return folder;
  }

  async #syncHandle(path: string): Promise<SyncHandleLike> {
    const handle = await this.#file(path, true);
    return whenFree(async () => {
      if (handle.createSyncAccessHandle) return handle.createSyncAccessHandle();
      throw new TypeError('The browser is too old to write files in a worker.');
    });
  }
}

async function whenFree<T>(action: () => Promise<T>): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    try {
      return await action();
    } catch (error) {
      const isBusy = ['NoModificationAllowedError', 'InvalidStateError'].includes(errorName(error));
      if (!isBusy || waitedMs >= PATIENCE_MS) throw error;
      await sleep(LOOK_MS);
    }
  }
}
