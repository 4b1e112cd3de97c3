import type { Manifest } from '../manifest/manifest.js';
import type { AbortSignalLike } from '../platform.js';

/** Random access to bytes: a file handle, a Blob, a buffer, an HTTP range. */
export interface ByteSource {
  /** Size in bytes. */
  readonly size: number;
  /** An absolute path, where the bytes are a file that a runtime may open by itself. */
  readonly path?: string | undefined;
  /**
   * Exactly `length` bytes from `offset`, in memory of their own.
   *
   * @throws MedicoSamError `FILE_UNREADABLE` when the range lies outside or cannot be read.
   */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * SHA-256 of the whole in hex, where it can be made piece by piece. Without it a weights file is read whole to be
   * checked.
   *
   * @throws MedicoSamError as `read`.
   */
  sha256?(): Promise<string>;
  /** Lets go of what is open. May be called twice. */
  close(): Promise<void>;
}

/** What has come so far of something slow. `fraction` is 0 to 1 where the whole is known. */
export interface Progress {
  /** What is being done: `open`, `read`, `wait`, `download`, `verify`, `convert`, `probe`, `encode`, `restore`, `predict`. */
  readonly stage: string;
  readonly fraction?: number | undefined;
  readonly loadedBytes?: number | undefined;
  readonly totalBytes?: number | undefined;
}

/** Options of everything that loads. */
export interface LoadOptions {
  /** Ends the work; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
  /** Hears how far it has come: often or never, and not after the call has settled. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Where a model comes from: a package, a folder, a URL, a dropped file, a checkpoint that is converted on first
 * use. Nothing is read before a method is called.
 */
export interface ModelSource {
  /** @throws MedicoSamError `MODEL_NOT_FOUND`, `MANIFEST_INVALID`, `MANIFEST_TOO_NEW`. */
  manifest(options?: LoadOptions): Promise<Manifest>;
  /**
   * Opens a file that the manifest names.
   *
   * @throws MedicoSamError `MODEL_FILE_MISSING`.
   */
  open(file: string, options?: LoadOptions): Promise<ByteSource>;
  /** What another realm can make the same source from. Absent: reads are served over the port. */
  readonly location?: ModelLocation | undefined;
}

/** A place that a realm can open by itself. */
export type ModelLocation = { readonly folder: string } | { readonly url: string };

/** One graph of a model, ready to be opened by a backend. */
export interface GraphSource {
  readonly model: { readonly id: string; readonly hash: string };
  /** Which part of the model: `encoder`, `image-keys`, `decoder`, … */
  readonly part: string;
  /** SHA-256 of the graph file, hex. A remote backend needs no more than `model`, `part` and this. */
  readonly sha256: string;
  readonly graph: ByteSource;
  readonly weights: ByteSource;
  /** The `external_data` location that the graph's initializers name. */
  readonly weightsName: string;
}
