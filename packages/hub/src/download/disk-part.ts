import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { writing } from '../cache/file-errors.js';
import { readJson, writeJson } from '../cache/json-file.js';
import { startHashes } from '../hashing/node-hashes.js';
import type { PartMedium, PartOrigin } from './part.js';

/** A part on disk, with its origin beside it. */
export class DiskPart implements PartMedium {
  readonly startHashes = startHashes;
  #closing: Promise<void> | undefined;
  #buffer = new Uint8Array(0);

  private constructor(
    readonly path: string,
    readonly size: number,
    readonly origin: PartOrigin | undefined,
    private readonly file: FileHandle,
  ) {}

  /** Opens what there is, or begins anew. */
  static async open(folder: string): Promise<DiskPart> {
    return writing(async () => {
      await mkdir(folder, { recursive: true });
      const path = join(folder, 'part');
      const origin = await readJson<PartOrigin>(`${path}.json`);
      // Not opened for appending: where a truncated file ends, the next byte goes.
      const file = await open(path, 'r+').catch(() => open(path, 'wx+'));
      const { size } = await file.stat();
      return new DiskPart(path, size, origin, file);
    });
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.#buffer.length < length) this.#buffer = new Uint8Array(length);
    const bytes = this.#buffer.subarray(0, length);
    await writing(async () => {
      for (let done = 0; done < length; ) {
        const { bytesRead } = await this.file.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0) throw new RangeError(`The part ends at byte ${offset + done}.`);
        done += bytesRead;
      }
    });
    return bytes;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    await writing(async () => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, offset + done);
        done += bytesWritten;
      }
    });
  }

  clear(): Promise<void> {
    return writing(() => this.file.truncate(0));
  }

  writeOrigin(origin: PartOrigin): Promise<void> {
    return writeJson(`${this.path}.json`, origin);
  }

  flush(): Promise<void> {
    return writing(() => this.file.datasync());
  }

  /** May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.file.close();
    return this.#closing;
  }
}
