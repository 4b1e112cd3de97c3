import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { AbortSignalLike } from '@medicosam/core';
import { writing } from '../cache/file-errors.js';
import { readJson, writeJson } from '../cache/json-file.js';
import { feedFile } from '../hashing/hash-file.js';
import { type RunningHashes, startHashes } from '../hashing/running-hashes.js';

/** Which answer of which server the bytes of a part belong to. */
export interface PartOrigin {
  readonly url: string;
  /** A strong entity tag; weak ones do not promise equal bytes. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Size of the whole, where the server said it. */
  readonly totalBytes: number | null;
}

/**
 * What has come of a file so far, on disk, with the origin beside it. A process may be killed at any moment: the
 * bytes are whatever was written, and are hashed from the disk again before they are continued.
 */
export class PartFile {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #originPath: string;
  #hashes: RunningHashes | undefined;
  #closing: Promise<void> | undefined;
  #bytes: number;
  #origin: PartOrigin | undefined;
  /** Whether all bytes came in one answer; if not, a mixture of two files is possible. */
  #isOfOnePiece: boolean;

  private constructor(path: string, file: FileHandle, bytes: number, origin: PartOrigin | undefined) {
    this.path = path;
    this.#originPath = `${path}.json`;
    this.#file = file;
    this.#bytes = bytes;
    this.#origin = origin;
    this.#isOfOnePiece = bytes === 0;
  }

  /** Opens what there is, or begins anew. */
  static async open(folder: string): Promise<PartFile> {
    return writing(async () => {
      await mkdir(folder, { recursive: true });
      const path = join(folder, 'part');
      const origin = await readJson<PartOrigin>(`${path}.json`);
      // Not opened for appending: where a truncated file ends, the next byte goes.
      const file = await open(path, 'r+').catch(() => open(path, 'wx+'));
      const { size } = await file.stat();
      return new PartFile(path, file, size, origin);
    });
  }

  get bytes(): number {
    return this.#bytes;
  }

  get origin(): PartOrigin | undefined {
    return this.#origin;
  }

  get isOfOnePiece(): boolean {
    return this.#isOfOnePiece;
  }

  /** Forgets what came so far. */
  async reset(): Promise<void> {
    await writing(async () => {
      if (this.#bytes > 0) await this.#file.truncate(0);
    });
    this.#bytes = 0;
    this.#hashes = undefined;
    this.#origin = undefined;
    this.#isOfOnePiece = true;
  }

  /** Begins a file of this origin at its first byte. */
  async begin(origin: PartOrigin): Promise<void> {
    await this.reset();
    await writeJson(this.#originPath, origin);
    this.#origin = origin;
  }

  /** Says that the next bytes are of another answer. */
  joinPieces(): void {
    this.#isOfOnePiece = false;
  }

  /** The last `length` bytes that came. */
  async tail(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.min(length, this.#bytes));
    await writing(() => this.#file.read(bytes, 0, bytes.length, this.#bytes - bytes.length));
    return bytes;
  }

  async append(bytes: Uint8Array, signal?: AbortSignalLike): Promise<void> {
    const hashes = await this.#hashed(signal);
    await writing(async () => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#bytes + done);
        done += bytesWritten;
      }
    });
    hashes.update(bytes);
    this.#bytes += bytes.length;
  }

  /** The hashes of the whole. The part takes no more bytes afterwards. */
  async finish(signal?: AbortSignalLike): Promise<{ xxh128: string; sha256: string }> {
    const hashes = await this.#hashed(signal);
    this.#hashes = undefined;
    await writing(() => this.#file.datasync());
    return hashes.digest();
  }

  /** May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#file.close();
    return this.#closing;
  }

  async #hashed(signal?: AbortSignalLike): Promise<RunningHashes> {
    if (!this.#hashes) {
      const hashes = await startHashes();
      await feedFile(this.path, this.#bytes, hashes, { signal });
      this.#hashes = hashes;
    }
    return this.#hashes;
  }
}
