import type { BlobLike } from '../../platform.js';

/** Where a hub of the browser keeps its files. */
export type Medium = 'opfs' | 'cache';

/** A file that is being written. Of one writer at a time. */
export interface StoredFile {
  /** When it was opened, bytes. */
  readonly size: number;
  /** Exactly `length` bytes. They are the caller's until the next read. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Writes at the end, which is at `offset`. The bytes may be reused once it settles. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** Takes all bytes away. */
  clear(): Promise<void>;
  /** What was written has arrived once it settles. */
  flush(): Promise<void>;
  /** May be called twice. */
  close(): Promise<void>;
}

/**
 * Files by paths with `/` between their parts. Everything that changes something throws `STORAGE_FULL` or
 * `FILE_UNWRITABLE`.
 */
export interface HubFiles {
  readonly medium: Medium;
  /** Opens a file to write on, made where it is not there. Only in a worker. */
  edit(path: string): Promise<StoredFile>;
  /** A small file that is there whole or, as far as the browser can, not at all. */
  writeText(path: string, text: string): Promise<void>;
  /** Undefined where it is not there. */
  readText(path: string): Promise<string | undefined>;
  /** A file to read from; undefined where it is not there. */
  open(path: string): Promise<BlobLike | undefined>;
  /** What a folder holds; nothing where it is not there. */
  names(folder: string): Promise<string[]>;
  /** Removes a file or a folder with all that is in it. Whether it was there. */
  remove(path: string): Promise<boolean>;
}
