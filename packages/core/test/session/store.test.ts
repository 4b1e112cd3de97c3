import { expect, test, vi } from 'vitest';
import { createStore } from '../../src/session/store.js';

test('a snapshot is the same object until a field differs', () => {
  const store = createStore({ a: 1, b: 'x' });
  const before = store.getSnapshot();
  const listener = vi.fn();
  store.subscribe(listener);
  store.set({ a: 1, b: 'x' });
  expect(store.getSnapshot()).toBe(before);
  expect(listener).not.toHaveBeenCalled();
  store.set({ a: 2, b: 'x' });
  expect(store.getSnapshot()).not.toBe(before);
  expect(listener).toHaveBeenCalledOnce();
});

test('a snapshot is frozen', () => {
  const store = createStore({ a: 1 });
  expect(() => Object.assign(store.getSnapshot(), { a: 2 })).toThrow(TypeError);
  store.set({ a: 3 });
  expect(() => Object.assign(store.getSnapshot(), { a: 2 })).toThrow(TypeError);
});

test('one listener subscribed twice is called twice, and each subscription ends by itself', () => {
  const store = createStore({ a: 0 });
  const listener = vi.fn();
  const first = store.subscribe(listener);
  store.subscribe(listener);
  store.set({ a: 1 });
  expect(listener).toHaveBeenCalledTimes(2);
  first();
  first();
  store.set({ a: 2 });
  expect(listener).toHaveBeenCalledTimes(3);
});

test('a listener that unsubscribes another keeps it from being called', () => {
  const store = createStore({ a: 0 });
  const other = vi.fn();
  store.subscribe(() => end());
  const end = store.subscribe(other);
  store.set({ a: 1 });
  expect(other).not.toHaveBeenCalled();
});

test('a listener that throws stops neither the change nor the others, and is reported as uncaught', () => {
  vi.useFakeTimers();
  try {
    const store = createStore({ a: 0 });
    const other = vi.fn();
    store.subscribe(() => {
      throw new Error('a bug of the listener’s');
    });
    store.subscribe(other);
    store.set({ a: 1 });
    expect(store.getSnapshot()).toEqual({ a: 1 });
    expect(other).toHaveBeenCalledOnce();
    expect(() => vi.runAllTimers()).toThrow('a bug of the listener’s');
  } finally {
    vi.useRealTimers();
  }
});
