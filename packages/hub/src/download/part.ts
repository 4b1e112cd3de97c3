import type { AbortSignalLike } from '@medicosam/core';
import type { RunningHashes } from '../hashing/running-hashes.js';
import type { FileHashes } from '../registry/registry.js';

/** Which answer of which server the bytes of a part belong to. */
export interface PartOrigin {
  readonly url: string;
  /** A strong entity tag; weak ones do not promise equal bytes. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Size of the whole, where the server said it. */
  readonly totalBytes: number | null;
}

/** Where a part lies: a disk, or a browser's storage. */
export interface PartMedium {
  /** When it was opened, bytes. */
  readonly size: number;
  /** When it was opened. */
  readonly origin: PartOrigin | undefined;
  /** Exactly `length` bytes. They are the caller's until the next read. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** Takes all bytes away. */
  clear(): Promise<void>;
  writeOrigin(origin: PartOrigin): Promise<void>;
  /** What was written has arrived once it settles. */
  flush(): Promise<void>;
  startHashes(): Promise<RunningHashes>;
}

const CHUNK_BYTES = 4 << 20;

/**
 * What has come of a file so far, with its origin. A process may be killed, and a tab closed, at any moment: the bytes
 * are whatever was written, and are hashed again before they are continued.
 */
export class Part {
  readonly #medium: PartMedium;
  #hashes: RunningHashes | undefined;
  #bytes: number;
  #origin: PartOrigin | undefined;
  /** Whether all bytes came in one answer; if not, a mixture of two files is possible. */
  #isOfOnePiece: boolean;

  constructor(medium: PartMedium) {
    this.#medium = medium;
    this.#bytes = medium.size;
    this.#origin = medium.origin;
    this.#isOfOnePiece = medium.size === 0;
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
    if (this.#bytes > 0) await this.#medium.clear();
    this.#bytes = 0;
    this.#hashes = undefined;
    this.#origin = undefined;
    this.#isOfOnePiece = true;
  }

  /** Begins a file of this origin at its first byte. */
  async begin(origin: PartOrigin): Promise<void> {
    await this.reset();
    await this.#medium.writeOrigin(origin);
    this.#origin = origin;
  }

  /** Says that the next bytes are of another answer. */
  joinPieces(): void {
    this.#isOfOnePiece = false;
  }

  /** The last `length` bytes that came. */
  async tail(length: number): Promise<Uint8Array> {
    const size = Math.min(length, this.#bytes);
    return (await this.#medium.read(this.#bytes - size, size)).slice();
  }

  async append(bytes: Uint8Array, signal?: AbortSignalLike): Promise<void> {
    const hashes = await this.#hashed(signal);
    await this.#medium.write(this.#bytes, bytes);
    hashes.update(bytes);
    this.#bytes += bytes.length;
  }

  /** The hashes of the whole. The part takes no more bytes afterwards. */
  async finish(signal?: AbortSignalLike): Promise<FileHashes> {
    const hashes = await this.#hashed(signal);
    this.#hashes = undefined;
    await this.#medium.flush();
    return hashes.digest();
  }

  async #hashed(signal?: AbortSignalLike): Promise<RunningHashes> {
    if (!this.#hashes) {
      const hashes = await this.#medium.startHashes();
      for (let offset = 0; offset < this.#bytes; offset += CHUNK_BYTES) {
        if (signal?.aborted) throw signal.reason;
        hashes.update(await this.#medium.read(offset, Math.min(CHUNK_BYTES, this.#bytes - offset)));
      }
      this.#hashes = hashes;
    }
    return this.#hashes;
  }
}
