import type { AbortSignalLike } from '@medicosam/core';
import type { AnswerHead } from './read-answer.js';

/** An answer whose body was not read yet. */
export interface HttpAnswer extends AnswerHead {
  /** The next bytes; undefined at the end. Rejects when the connection breaks or stalls. */
  read(): Promise<Uint8Array | undefined>;
  /** Lets go of the connection. */
  cancel(): Promise<void>;
}

/** Fetches. One for each pull; `close` ends its connections. */
export interface HttpClient {
  get(url: string, headers: Readonly<Record<string, string>>, signal?: AbortSignalLike): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** An address that will not do, however often it is asked. The message goes on after it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
