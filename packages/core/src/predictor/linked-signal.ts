import { AbortController, type AbortSignalLike } from '../platform.js';

/** A signal that aborts with the first of several. */
export interface LinkedSignal {
  readonly signal: AbortSignalLike;
  /** Aborts it, whatever the others do. */
  abort(reason?: unknown): void;
  /** Lets go of the others, which may live much longer. */
  release(): void;
}

/** Joins signals. (`AbortSignal.any` needs Node 20.3 and browsers of 2023, and cannot be let go of.) */
export function linkSignals(...signals: readonly (AbortSignalLike | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const releases: (() => void)[] = [];
  for (const signal of signals) {
    if (signal === undefined) continue;
    const onAbort = () => controller.abort(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    releases.push(() => signal.removeEventListener('abort', onAbort));
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => {
      for (const release of releases) release();
    },
  };
}
