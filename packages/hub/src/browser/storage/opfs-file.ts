import type { SyncHandleLike } from '../../platform.js';
import type { StoredFile } from './hub-files.js';
import { storageFull, storing } from './storage-errors.js';

/** A file of the origin private file system, open to be written in a worker. */
export class OpfsFile implements StoredFile {
  readonly size: number;
  readonly #handle: SyncHandleLike;
  #buffer = new Uint8Array(0);
  #isOpen = true;

  private constructor(handle: SyncHandleLike, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  static async open(handle: SyncHandleLike): Promise<OpfsFile> {
    return new OpfsFile(handle, await handle.getSize());
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return storing(async () => {
      if (this.#buffer.length < length) this.#buffer = new Uint8Array(length);
      const bytes = this.#buffer.subarray(0, length);
      for (let done = 0; done < length; ) {
        const count = this.#handle.read(bytes.subarray(done), { at: offset + done });
        if (count === 0) throw new RangeError(`The file ends at byte ${offset + done}.`);
        done += count;
      }
      return bytes;
    });
  }

  write(offset: number, bytes: Uint8Array): Promise<void> {
    return storing(async () => {
      for (let done = 0; done < bytes.length; ) {
        const count = this.#handle.write(bytes.subarray(done), { at: offset + done });
        if (count === 0) throw await storageFull(null);
        done += count;
      }
    });
  }

  clear(): Promise<void> {
    return storing(async () => this.#handle.truncate(0));
  }

  flush(): Promise<void> {
    return storing(async () => this.#handle.flush());
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#handle.close();
  }
}
