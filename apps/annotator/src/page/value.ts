import type { Store } from '@medicosam/core';

/** A value of the page's own that says when it changes, as core's sessions do. */
export interface Value<T> extends Store<T> {
  set(next: T): void;
}

export function createValue<T>(initial: T): Value<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Calls `show` now, and once a frame in which one of the stores has changed. */
export function showOnChange(stores: readonly Store<unknown>[], show: () => void): void {
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      show();
    });
  };
  for (const { subscribe } of stores) subscribe(ask);
  show();
}
