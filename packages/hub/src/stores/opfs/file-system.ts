import type { AbortSignalLike } from '@medicosam/core';

/*
 * The browser's private file system (OPFS) and its locks, by the members used here: declarations need no `lib: dom`.
 */

/** A `FileSystemWritableFileStream`: what was written takes the file's place at `close`, as a whole. */
interface WritableLike {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** A `FileSystemFileHandle`. */
interface FileLike {
  getFile(): Promise<{
    readonly size: number;
    readonly lastModified: number;
    arrayBuffer(): Promise<ArrayBuffer>;
  }>;
  /** Not in workers and pages of Safari before 26. */
  createWritable?(): Promise<WritableLike>;
}

/** A `FileSystemDirectoryHandle`. */
export interface OpfsFolder {
  getFileHandle(name: string, options?: { create: boolean }): Promise<FileLike>;
  getDirectoryHandle(name: string, options?: { create: boolean }): Promise<OpfsFolder>;
  removeEntry(name: string, options?: { recursive: boolean }): Promise<void>;
  keys(): AsyncIterable<string>;
}

interface Navigator {
  readonly storage?: { getDirectory?(): Promise<OpfsFolder> };
  readonly locks?: {
    request<T>(
      name: string,
      options: { readonly mode: 'shared' | 'exclusive' },
      work: () => Promise<T>,
    ): Promise<T>;
  };
}

const navigatorOf = (): Navigator | undefined =>
  (globalThis as unknown as { readonly navigator?: Navigator }).navigator;

/** A folder of the private file system by its path; undefined where it is not there and not to be made. */
export async function openFolder(path: string, create: boolean): Promise<OpfsFolder | undefined> {
  const root = await navigatorOf()?.storage?.getDirectory?.();
  if (!root) throw new Error('This realm has no private file system.');
  let folder = root;
  for (const name of path.split('/')) {
    const next = await folder.getDirectoryHandle(name, { create }).catch(missing);
    if (!next) return undefined;
    folder = next;
  }
  return folder;
}

/** Runs work while no other tab or worker changes what a lock stands for; `shared`: while none changes it. */
export function locked<T>(
  name: string,
  mode: 'shared' | 'exclusive',
  signal: AbortSignalLike | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const wanted = async () => {
    if (signal?.aborted) throw signal.reason;
    return work();
  };
  // Wherever there is a private file system there are locks.
  return navigatorOf()?.locks?.request(name, { mode }, wanted) ?? wanted();
}

/** For `catch`: undefined of what is not there. */
export function missing(error: unknown): undefined {
  if (error instanceof Error && error.name === 'NotFoundError') return undefined;
  throw error;
}
