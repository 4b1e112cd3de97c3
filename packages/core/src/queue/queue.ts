import type { AbortSignalLike } from '../platform.js';

/** How urgent a call is; a waiting one of a higher class goes first. */
export type Priority = 'interactive' | 'normal' | 'background';

/** How a call waits. */
export interface QueueOptions {
  readonly priority?: Priority | undefined;
  /** A queued call never starts; of a running one the caller is rejected at once and the result discarded. */
  readonly signal?: AbortSignalLike | undefined;
  /** A newer call with the same key replaces an older one that has not started (hover previews). */
  readonly replaces?: string | undefined;
}

/** Runs calls one after another (or `concurrency` at once), the most urgent first. */
export interface Queue {
  run<T>(task: () => Promise<T> | T, options?: QueueOptions): Promise<T>;
  /** Calls that wait. */
  readonly waiting: number;
  /** Calls that run. */
  readonly running: number;
}
