import { DOMException, nextTurn } from '../platform.js';
import type { Priority, Queue, QueueTaskOptions } from './queue.js';

interface Call {
  readonly rank: number;
  readonly replaces: string | undefined;
  start(): Promise<void>;
  reject(reason: unknown): void;
}

const RANKS: Readonly<Record<Priority, number>> = { interactive: 0, normal: 1, background: 2 };

/**
 * A {@link Queue}.
 *
 * @param concurrency how many calls may run at once.
 */
export function createQueue(concurrency = 1): Queue {
  const waiting: Call[] = [];
  let running = 0;
  let isScheduled = false;

  async function schedule(): Promise<void> {
    if (isScheduled || waiting.length === 0 || running >= concurrency) return;
    isScheduled = true;
    await nextTurn();
    isScheduled = false;
    while (running < concurrency) {
      const next = takeMostUrgent(waiting);
      if (next === undefined) return;
      running++;
      void next.start().then(() => {
        running--;
        void schedule();
      });
    }
  }

  function replace(key: string): void {
    const index = waiting.findIndex(({ replaces }) => replaces === key);
    if (index === -1) return;
    const [older] = waiting.splice(index, 1);
    older?.reject(new DOMException('A newer call with the same key replaced this one.', 'AbortError'));
  }

  return {
    get waiting() {
      return waiting.length;
    },
    get running() {
      return running;
    },
    run<T>(task: () => Promise<T> | T, options: QueueTaskOptions<T> = {}): Promise<T> {
      const { priority = 'normal', replaces, signal } = options;
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (replaces !== undefined) replace(replaces);
      return new Promise<T>((resolve, reject) => {
        waiting.push(
          createCall(task, options, RANKS[priority], resolve, reject, (call) => {
            const index = waiting.indexOf(call);
            if (index !== -1) waiting.splice(index, 1);
          }),
        );
        void schedule();
      });
    },
  };
}

function createCall<T>(
  task: () => Promise<T> | T,
  { replaces, signal, onDiscard }: QueueTaskOptions<T>,
  rank: number,
  resolve: (value: T) => void,
  reject: (reason: unknown) => void,
  leave: (call: Call) => void,
): Call {
  let isRejected = false;
  const onAbort = () => {
    leave(call);
    call.reject(signal?.reason);
  };
  const call: Call = {
    rank,
    replaces,
    async start() {
      try {
        const value = await task();
        if (isRejected) onDiscard?.(value);
        else resolve(value);
      } catch (error) {
        reject(error);
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
    reject(reason) {
      isRejected = true;
      signal?.removeEventListener('abort', onAbort);
      reject(reason);
    },
  };
  signal?.addEventListener('abort', onAbort);
  return call;
}

/** The first of the most urgent class. */
function takeMostUrgent(waiting: Call[]): Call | undefined {
  let best = 0;
  for (const [index, { rank }] of waiting.entries()) {
    if (rank < (waiting[best]?.rank ?? rank)) best = index;
  }
  return waiting.splice(best, 1)[0];
}
