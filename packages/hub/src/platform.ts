import type { AbortSignalLike } from '@medicosam/core';

/*
 * Globals that browsers, workers and Node share, and those of browsers alone, by the members that are used: what is
 * shared by the hubs of Node and of the browser compiles, and its declarations do in a consumer, without `lib: dom` and
 * without `types: node`.
 */

/** A range of a `Blob`. */
export interface BlobSlice {
  /** Reads the range into memory of its own. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `File` or `Blob`. */
export interface BlobLike {
  /** Size in bytes. */
  readonly size: number;
  /** Of a `File`. */
  readonly name?: string | undefined;
  /** The bytes from `start` to before `end`, not yet read. */
  slice(start: number, end: number): BlobSlice;
}

/** A `URL`. */
export interface UrlLike {
  /** The whole address. */
  readonly href: string;
}

/** The answer of a request. */
export interface ResponseLike {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
      cancel(): Promise<void>;
    };
  } | null;
}

/** A request. */
interface RequestLike {
  readonly signal: AbortSignalLike;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly mode?: string;
  readonly cache?: string;
  readonly credentials?: string;
}

/** A dedicated `Worker`, or the worker's own scope. */
export interface WorkerLike {
  /** Sends a message; what is listed in `transfer` moves instead of being copied. */
  postMessage(message: unknown, transfer: never[]): void;
  /** Hears messages and failures. */
  addEventListener(
    type: 'message' | 'error' | 'messageerror',
    listener: (event: { readonly data?: unknown; readonly message?: string }) => void,
  ): void;
  /** Ends the worker at once. */
  terminate(): void;
}

/** A `FileSystemSyncAccessHandle`. In its first years its methods but `read` and `write` gave promises. */
export interface SyncHandleLike {
  getSize(): number | Promise<number>;
  read(bytes: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(bytes: number): void | Promise<void>;
  flush(): void | Promise<void>;
  close(): void | Promise<void>;
}

/** A `FileSystemFileHandle`. */
export interface FileHandleLike {
  readonly kind: 'file';
  getFile(): Promise<BlobLike & { text(): Promise<string> }>;
  createWritable?(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>;
  /** In workers. */
  createSyncAccessHandle?(): Promise<SyncHandleLike>;
}

/** A `FileSystemDirectoryHandle`. */
export interface FolderHandleLike {
  readonly kind: 'directory';
  getFileHandle(name: string, options?: { create: boolean }): Promise<FileHandleLike>;
  getDirectoryHandle(name: string, options?: { create: boolean }): Promise<FolderHandleLike>;
  removeEntry(name: string, options?: { recursive: boolean }): Promise<void>;
  keys(): AsyncIterable<string>;
}

/** A `Cache`. */
export interface CacheLike {
  match(
    address: string,
  ): Promise<{ arrayBuffer(): Promise<ArrayBuffer>; text(): Promise<string> } | undefined>;
  put(address: string, response: unknown): Promise<void>;
  delete(address: string): Promise<boolean>;
  keys(): Promise<readonly { readonly url: string }[]>;
}

/** `navigator.storage`. */
interface StorageManagerLike {
  getDirectory?(): Promise<FolderHandleLike>;
  estimate?(): Promise<{ readonly usage?: number; readonly quota?: number }>;
  persist?(): Promise<boolean>;
  persisted?(): Promise<boolean>;
}

/** `navigator.locks`. */
interface LockManagerLike {
  request<T>(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignalLike },
    work: (lock: object | null) => Promise<T>,
  ): Promise<T>;
}

interface Platform {
  readonly URL: new (
    address: string,
    base?: string,
  ) => UrlLike & {
    readonly protocol: string;
    readonly host: string;
    readonly origin: string;
    readonly pathname: string;
    readonly username: string;
    readonly password: string;
  };
  readonly AbortController: new () => { readonly signal: AbortSignalLike; abort(reason?: unknown): void };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
  readonly TextDecoder: new () => { decode(bytes: ArrayBuffer): string };
  readonly Response: new (body: Uint8Array | string) => object;
  readonly navigator?: { readonly storage?: StorageManagerLike; readonly locks?: LockManagerLike };
  /** Its `subtle` only of a page that was served over HTTPS or from localhost. */
  readonly crypto?: {
    readonly subtle?: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> };
  };
  readonly caches?: { open(name: string): Promise<CacheLike> };
  readonly location?: { readonly href: string; readonly origin: string };
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
  fetch(address: string, request: RequestLike): Promise<ResponseLike>;
}

/** The globals of the realm, read when they are used. */
export const platform = globalThis as unknown as Platform;
