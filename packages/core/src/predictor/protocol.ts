import type { Progress } from '../contract/sources.js';
import type { Priority } from '../queue/queue.js';
import type { ErrorRecord } from './error-record.js';

/**
 * The version of the messages below. Both sides of a port refuse another one with `PROTOCOL_MISMATCH`; a change of
 * any message raises it.
 */
export const PROTOCOL_VERSION = 1;

/** Asks the other side for an operation. `id` is unique among the sender's calls. */
export interface CallMessage {
  readonly kind: 'call';
  readonly protocol: number;
  readonly id: number;
  readonly operation: string;
  readonly args: unknown;
  readonly priority?: Priority | undefined;
  readonly replaces?: string | undefined;
}

/** The caller of `id` no longer waits. It is not answered to. */
interface AbortMessage {
  readonly kind: 'abort';
  readonly protocol: number;
  readonly id: number;
}

/** An answer to call `id`: any number of `progress` and `item`, then one `result` or `error`. */
export type AnswerMessage = { readonly protocol: number; readonly id: number } & (
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'item'; readonly item: unknown }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: ErrorRecord }
);

/** Whatever crosses a port, in either direction. */
export type Message = CallMessage | AbortMessage | AnswerMessage;

/** Whether a value that came over a port is one of these messages, of whatever version. */
export function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null) return false;
  const { protocol, id, kind } = value as Partial<Message>;
  return typeof protocol === 'number' && typeof id === 'number' && typeof kind === 'string';
}
