import type { AbortSignalLike } from '../platform.js';
import { linkSignals } from './linked-signal.js';

/**
 * What an operation sends, item by item, then its result where it has one. To stop reading early (`break`) aborts
 * the operation.
 */
export async function* streamItems(
  start: (signal: AbortSignalLike, onItem: (item: unknown) => void) => Promise<unknown>,
  signal?: AbortSignalLike,
): AsyncGenerator<unknown, void, undefined> {
  const linked = linkSignals(signal);
  const items: unknown[] = [];
  let isDone = false;
  let failure: { error: unknown } | undefined;
  let wake = () => {};
  const push = (item: unknown) => {
    items.push(item);
    wake();
  };
  start(linked.signal, push)
    .then(
      (result) => {
        if (result !== undefined) items.push(result);
      },
      (error: unknown) => {
        failure = { error };
      },
    )
    .finally(() => {
      isDone = true;
      wake();
    });
  try {
    for (;;) {
      while (items.length > 0) yield items.shift();
      if (failure) throw failure.error;
      if (isDone) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    linked.release();
    if (!isDone) linked.abort();
  }
}
