import type { AbortSignalLike } from '../platform.js';

/** How urgent a call is; a waiting one of a higher class goes first. */
export type Priority = 'interactive' | 'normal' | 'background';

/** How a call waits. */
export interface QueueOptions {
  readonly priority?: Priority | undefined;
  /** A queued call never starts; of a running one the caller is rejected at once and the result discarded. */
  readonly signal?: AbortSignalLike | undefined;
  /**
   * A newer call with the same key replaces an older one that has not started (hover previews): the older one
   * rejects with a DOMException named `AbortError`.
   */
  readonly replaces?: string | undefined;
}

/** How a call waits, and what happens to a result that nobody waits for any more. */
export interface QueueTaskOptions<T> extends QueueOptions {
  /** Frees the result of a running call whose caller was rejected by its signal. */
  readonly onDiscard?: ((result: T) => void) | undefined;
}

/**
 * Runs calls one after another (or `concurrency` at once), the most urgent first, those of one class in the order
 * they came. A call starts on a later turn of the event loop than the end of the one before it, so that messages
 * of a more urgent call, or an abort, are heard in between.
 */
export interface Queue {
  /**
   * Runs `task` when its turn comes; settles as the task does.
   *
   * @throws the signal's reason when aborted; a DOMException named `AbortError` when a newer call replaced it.
   */
  run<T>(task: () => Promise<T> | T, options?: QueueTaskOptions<T>): Promise<T>;
  /** Calls that wait. */
  readonly waiting: number;
  /** Calls that run. */
  readonly running: number;
}
