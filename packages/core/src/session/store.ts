import { throwLater } from '../platform.js';

/** A value that changes and says so: what React's `useSyncExternalStore` and its like take. */
export interface Store<T> {
  /** Calls `listener` after each change, until the function that it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The value: immutable, and the same object until a change. */
  readonly getSnapshot: () => T;
}

/** A {@link Store} for the one who writes it. */
export interface WritableStore<T> extends Store<T> {
  /** Changes the value and tells the listeners; nothing happens where no field differs. */
  readonly set: (next: T) => void;
}

/** A store of a plain object, which is compared field by field and frozen. */
export function createStore<T extends object>(initial: T): WritableStore<T> {
  const subscriptions = new Set<{ readonly listener: () => void }>();
  let snapshot = Object.freeze(initial);
  return {
    subscribe(listener) {
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
    getSnapshot: () => snapshot,
    set(next) {
      if (hasEqualFields(snapshot, next)) return;
      snapshot = Object.freeze(next);
      for (const subscription of [...subscriptions]) {
        if (subscriptions.has(subscription)) notify(subscription.listener);
      }
    },
  };
}

/** A listener that throws is a bug of the listener's: it must not stop the others, nor the change itself half-way. */
function notify(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    throwLater(error);
  }
}

function hasEqualFields<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
