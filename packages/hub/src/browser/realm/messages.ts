import type { ConvertFacts, Lowering, Storage } from '@medicosam/convert';
import type { ErrorRecord, Manifest, Progress } from '@medicosam/core';
import type { ExpectedFile } from '../../download/expected-file.js';
import type { RetryOptions } from '../../download/fetch-verified.js';
import type { FileCheck } from '../../models/named-files.js';
import type { BlobLike } from '../../platform.js';
import type { ModelRecord } from '../../pull/model-record.js';
import type { FileHashes } from '../../registry/registry.js';
import type { Medium } from '../storage/hub-files.js';

/** A file that was hashed. */
export interface HashedFile extends FileHashes {
  readonly bytes: number;
}

/** A file that was fetched, whole and with the right hash; it lies where its model's download does. */
export interface FetchedFile extends HashedFile {
  readonly url: string;
}

/** What a worker is asked to do. */
export interface Tasks {
  readonly hash: { readonly args: { readonly blob: BlobLike }; readonly result: HashedFile };
  readonly fetch: {
    readonly args: {
      readonly name: string;
      readonly urls: readonly string[];
      readonly page: string | null;
      readonly expected: ExpectedFile;
      readonly retry: RetryOptions;
      readonly stallMs: number;
    };
    readonly result: FetchedFile;
  };
  readonly convert: {
    readonly args: {
      readonly name: string;
      readonly generation: string;
      /** The checkpoint; `null` where it was fetched. */
      readonly blob: BlobLike | null;
      readonly record: ModelRecord;
      readonly facts: ConvertFacts;
      readonly storages: readonly Storage[] | undefined;
      readonly lowerings: readonly Lowering[] | undefined;
    };
    readonly result: Manifest;
  };
  /** Its files are asked for: see {@link ReadMessage}. */
  readonly copy: {
    readonly args: { readonly name: string; readonly generation: string; readonly manifest: Manifest };
    readonly result: Manifest;
  };
  readonly verify: { readonly args: { readonly name: string }; readonly result: FileCheck[] };
}

/** The name of a task. */
export type TaskName = keyof Tasks;

/** To a worker: a task. One at a time. */
export interface TaskMessage<Name extends TaskName = TaskName> {
  readonly kind: 'task';
  readonly task: Name;
  readonly args: Tasks[Name]['args'];
  readonly root: string;
  readonly medium: Medium;
}

/** From a worker: it wants to open a file of the model that it copies, or bytes of one that it opened. */
export interface ReadMessage {
  readonly kind: 'read';
  readonly file: string;
  /** Absent: its size is asked for. */
  readonly range?: { readonly offset: number; readonly length: number };
}

/** What else a worker says. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: ErrorRecord }
  | ReadMessage;

/** To a worker: what it asked for by a {@link ReadMessage}. */
export type BytesMessage =
  | { readonly kind: 'bytes'; readonly value: number | Uint8Array<ArrayBuffer> }
  | { readonly kind: 'no-bytes'; readonly error: ErrorRecord };
