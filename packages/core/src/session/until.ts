import type { Store } from './store.js';

/** The first snapshot, the present one included, that `isDone` accepts. */
export function until<T>({ subscribe, getSnapshot }: Store<T>, isDone: (snapshot: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const check = () => {
      const snapshot = getSnapshot();
      if (!isDone(snapshot)) return;
      unsubscribe();
      resolve(snapshot);
    };
    const unsubscribe = subscribe(check);
    check();
  });
}
