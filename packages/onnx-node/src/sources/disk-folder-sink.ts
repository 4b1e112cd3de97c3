import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MedicoSamError } from '@medicosam/core';

/** One file of a {@link DiskFolderSink}, written front to back. */
export interface DiskFileSink {
  /**
   * Appends.
   *
   * @throws MedicoSamError `FILE_UNWRITABLE`.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the file. May be called twice. */
  close(): Promise<void>;
}

/**
 * A model folder on disk that is there whole or not at all: files go into a temporary folder beside it, which
 * takes the name at `commit`. It is a `FolderSink` of `@medicosam/convert`.
 *
 * @example
 * const sink = new DiskFolderSink('./medicosam-vit-b');
 * await convertCheckpoint({ checkpoint: await fileSource('vit_b.pt'), sink });
 * await sink.commit();
 */
export class DiskFolderSink {
  readonly #target: string;
  readonly #temporary: string;
  readonly #open = new Set<FileHandle>();

  /** @param target - the folder to be; its parents are made */
  constructor(target: string) {
    this.#target = resolve(target);
    this.#temporary = join(
      dirname(this.#target),
      `.${basename(this.#target)}.${randomBytes(6).toString('hex')}.tmp`,
    );
  }

  /**
   * Begins a file; folders on the way are made.
   *
   * @param file - a relative path inside the folder
   * @throws MedicoSamError `FILE_UNWRITABLE`.
   */
  async create(file: string): Promise<DiskFileSink> {
    return unwritable(async () => {
      const path = join(this.#temporary, file);
      await mkdir(dirname(path), { recursive: true });
      const handle = await open(path, 'wx');
      this.#open.add(handle);
      return {
        write: (bytes) => unwritable(async () => writeAll(handle, bytes)),
        close: () =>
          unwritable(async () => {
            if (this.#open.delete(handle)) await handle.close();
          }),
      };
    });
  }

  /** Puts the folder in its place; what was there before is replaced. */
  async commit(): Promise<void> {
    await unwritable(async () => {
      const old = `${this.#temporary}.old`;
      const replaced = await rename(this.#target, old).then(
        () => true,
        () => false,
      );
      await rename(this.#temporary, this.#target);
      if (replaced) await rm(old, { recursive: true, force: true });
    });
  }

  /** Removes what was written. Does nothing after `commit`. */
  async discard(): Promise<void> {
    await Promise.all([...this.#open].map((handle) => handle.close()));
    this.#open.clear();
    await rm(this.#temporary, { recursive: true, force: true });
  }
}

/** Node's own word for what went wrong: `ENOENT`, `ENOSPC`, … */
const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.byteLength; ) {
    const { bytesWritten } = await handle.write(bytes, offset);
    offset += bytesWritten;
  }
}

async function unwritable<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw new MedicoSamError('FILE_UNWRITABLE', {
      message: `The model folder cannot be written (${errorCode(cause)}).`,
      hint: 'Check the path, the permissions and the space left.',
      cause,
    });
  }
}
