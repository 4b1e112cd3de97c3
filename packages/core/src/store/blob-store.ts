import { MedicoSamError } from '../errors/medicosam-error.js';
import type { AbortSignalLike } from '../platform.js';

/** Options of a store's methods. */
export interface StoreOptions {
  /** Ends the work; the call then rejects with the signal's reason, and nothing half-written is left. */
  readonly signal?: AbortSignalLike | undefined;
}

/** What a {@link BlobStore} holds under one key. */
export interface BlobEntry {
  readonly key: string;
  /** What it takes of the store's bound. */
  readonly sizeBytes: number;
  /** When it was last put or got: milliseconds since 1970. */
  readonly usedAtMs: number;
}

/**
 * Bytes by key: on a disk, in a browser's private file system, in memory. It may forget: entries are dropped, the least
 * recently used first, to keep within a bound. All methods may be called at the same time, from several processes or
 * tabs too: what is got was put whole.
 *
 * Keys are 8 to 128 of `a` to `z`, `0` to `9`, `-` and `_`, see {@link checkBlobKey}.
 */
export interface BlobStore {
  /**
   * The bytes of a key; undefined where there is none. Counts as a use.
   *
   * @throws MedicoSamError `FORMAT_INVALID` when what is there is not what was put: it is taken away;
   *   `FILE_UNREADABLE`, `INVALID_ARGUMENT`.
   */
  get(key: string, options?: StoreOptions): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Keeps bytes under a key, in place of what is there. The bytes stay the caller's, and are not to be changed before the
   * call has settled.
   *
   * @throws MedicoSamError `FILE_UNWRITABLE` or `STORAGE_FULL` when there is no room, `FILE_UNWRITABLE` of bytes that are
   *   more than the bound; `INVALID_ARGUMENT`.
   */
  put(key: string, bytes: Uint8Array, options?: StoreOptions): Promise<void>;
  /** Takes a key away; does nothing where it is not there. @throws MedicoSamError `FILE_UNWRITABLE`, `INVALID_ARGUMENT`. */
  delete(key: string, options?: StoreOptions): Promise<void>;
  /** What is there, in no order. @throws MedicoSamError `FILE_UNREADABLE`. */
  list(options?: StoreOptions): Promise<BlobEntry[]>;
  /** Takes all entries away, and what writers that were ended left behind. @throws MedicoSamError `FILE_UNWRITABLE`. */
  clear(options?: StoreOptions): Promise<void>;
}

/**
 * Refuses what is no key of a {@link BlobStore}: keys are names of files on every platform.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT`.
 */
export function checkBlobKey(key: string): string {
  if (/^[a-z0-9_-]{8,128}$/.test(key)) return key;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `A key of a store is 8 to 128 of a-z, 0-9, - and _, got ${JSON.stringify(key)}.`,
  });
}
