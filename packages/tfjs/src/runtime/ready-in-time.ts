import type { TfLike } from '../tf-like.js';

interface Platform {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

const { setTimeout: start, clearTimeout: stop } = globalThis as unknown as Platform;

/**
 * A backend that is not ready by then never will be. The threads of wasm are one that may wait without an end: they are
 * started from the source text of a function, which a bundler that shortens names has broken.
 */
export const READY_WITHIN_S = 30;

const givenUp = new WeakMap<object, Set<string>>();

/** Whether a backend was waited for in vain. */
export const isGivenUp = (tf: TfLike, name: string): boolean => givenUp.get(tf.engine())?.has(name) ?? false;

/** Waits for the backend that is being set up; one that is not ready in time is taken out, so that others can be used. */
export async function readyInTime(tf: TfLike, name: string): Promise<void> {
  let timer: unknown;
  const late = new Promise<'late'>((resolve) => {
    timer = start(() => resolve('late'), READY_WITHIN_S * 1000);
  });
  const outcome = await Promise.race([tf.ready(), late]).finally(() => stop(timer));
  if (outcome !== 'late') return;
  const engine = tf.engine();
  givenUp.set(engine, (givenUp.get(engine) ?? new Set()).add(name));
  tf.removeBackend(name);
  // Or every other backend would wait for it: TensorFlow.js forgets this only of the one that is current.
  Reflect.set(engine, 'pendingBackendInit', null);
}
