import type { CacheLike } from '../../platform.js';
import { platform } from '../../platform.js';
import { addressOf } from './cache-address.js';
import { CacheBlob, PIECE_BYTES, readIndex, readPiece } from './cache-pieces.js';
import type { StoredFile } from './hub-files.js';
import { storing } from './storage-errors.js';

/** A file in a `Cache` that is being written. What is not a whole piece yet waits in memory. */
export class CacheFile implements StoredFile {
  readonly #last = new Uint8Array(PIECE_BYTES);
  #bytes: number;
  #isWritten = true;

  private constructor(
    private readonly cache: CacheLike,
    private readonly path: string,
    readonly size: number,
  ) {
    this.#bytes = size;
  }

  static async open(cache: CacheLike, path: string): Promise<CacheFile> {
    const bytes = (await readIndex(cache, path))?.bytes ?? 0;
    const file = new CacheFile(cache, path, bytes);
    if (bytes % PIECE_BYTES > 0)
      file.#last.set(await readPiece(cache, path, Math.floor(bytes / PIECE_BYTES)));
    else if (bytes === 0) file.#isWritten = false;
    return file;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    await this.flush();
    const blob = new CacheBlob(this.cache, this.path, 0, this.#bytes);
    return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
  }

  async write(_offset: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const at = this.#bytes % PIECE_BYTES;
      const some = bytes.subarray(done, done + PIECE_BYTES - at);
      this.#last.set(some, at);
      this.#bytes += some.length;
      done += some.length;
      this.#isWritten = false;
      if (this.#bytes % PIECE_BYTES === 0) await this.flush();
    }
  }

  async clear(): Promise<void> {
    this.#bytes = 0;
    this.#isWritten = false;
    await this.flush();
  }

  flush(): Promise<void> {
    return storing(async () => {
      if (this.#isWritten) return;
      const within = this.#bytes % PIECE_BYTES || Math.min(this.#bytes, PIECE_BYTES);
      if (within > 0) {
        const piece = Math.floor((this.#bytes - 1) / PIECE_BYTES);
        await this.cache.put(addressOf(this.path, piece), new platform.Response(this.#last.slice(0, within)));
      }
      const index = new platform.Response(JSON.stringify({ bytes: this.#bytes }));
      await this.cache.put(addressOf(this.path, 'index'), index);
      this.#isWritten = true;
    });
  }

  close(): Promise<void> {
    return this.flush();
  }
}
