import type { Store } from '@medicosam/core';
import { useSyncExternalStore } from 'react';

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

/** What a store holds, in a component. */
export const useValue = <T>({ subscribe, getSnapshot }: Store<T>): T =>
  useSyncExternalStore(subscribe, getSnapshot);
