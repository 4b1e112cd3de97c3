import { describe, expect, test } from 'vitest';
import { createQueue, type Queue } from '../../src/index.js';

/** A queue whose first call runs until it is let go, so that what is added meanwhile waits. */
function busyQueue() {
  const queue = createQueue();
  let letGo = () => {};
  const first = queue.run(() => new Promise<void>((resolve) => (letGo = resolve)));
  const finish = async () => {
    letGo();
    await first;
  };
  return { queue, letGo: finish };
}

const started = async (queue: Queue) => {
  while (queue.running === 0) await new Promise((resolve) => setTimeout(resolve, 0));
};

describe('createQueue', () => {
  test('runs the most urgent first, and those of one class in the order they came', async () => {
    const { queue, letGo } = busyQueue();
    await started(queue);
    const order: string[] = [];
    const all = (['background', 'normal', 'interactive', 'normal', 'interactive'] as const).map(
      (priority, index) => queue.run(() => order.push(`${priority} ${index}`), { priority }),
    );
    expect(queue.waiting).toBe(5);
    await letGo();
    await Promise.all(all);
    expect(order).toEqual(['interactive 2', 'interactive 4', 'normal 1', 'normal 3', 'background 0']);
    expect([queue.waiting, queue.running]).toEqual([0, 0]);
  });

  test('runs no more at once than its concurrency', async () => {
    const queue = createQueue(2);
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 6 }, () =>
        queue.run(async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 2));
          running--;
        }),
      ),
    );
    expect(most).toBe(2);
  });

  test('a call that throws rejects its caller and lets the next one run', async () => {
    const queue = createQueue();
    const failing = queue.run(() => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await expect(queue.run(() => 7)).resolves.toBe(7);
  });

  test('a waiting call whose signal aborts never starts, and rejects with the reason', async () => {
    const { queue, letGo } = busyQueue();
    await started(queue);
    const controller = new AbortController();
    let isStarted = false;
    const call = queue.run(() => (isStarted = true), { signal: controller.signal });
    controller.abort('enough');
    await expect(call).rejects.toBe('enough');
    expect(queue.waiting).toBe(0);
    await letGo();
    expect(isStarted).toBe(false);
  });

  test('an aborted signal rejects without waiting', async () => {
    await expect(createQueue().run(() => 1, { signal: AbortSignal.abort('late') })).rejects.toBe('late');
  });

  test('a running call rejects at once when its signal aborts, and its result is discarded', async () => {
    const queue = createQueue();
    const controller = new AbortController();
    const discarded: string[] = [];
    let finish = (_: string) => {};
    const call = queue.run(() => new Promise<string>((resolve) => (finish = resolve)), {
      signal: controller.signal,
      onDiscard: (value) => discarded.push(value),
    });
    await started(queue);
    controller.abort('enough');
    await expect(call).rejects.toBe('enough');
    expect(queue.running).toBe(1);
    const next = queue.run(() => discarded.length);
    finish('the result');
    expect(await next).toBe(1);
    expect(discarded).toEqual(['the result']);
  });

  test('a newer call replaces a waiting one of the same key, which rejects with an AbortError', async () => {
    const { queue, letGo } = busyQueue();
    await started(queue);
    const order: string[] = [];
    const older = queue.run(() => order.push('older'), { replaces: 'hover' });
    const other = queue.run(() => order.push('other'), { replaces: 'elsewhere' });
    const newer = queue.run(() => order.push('newer'), { replaces: 'hover' });
    await expect(older).rejects.toMatchObject({ name: 'AbortError' });
    await letGo();
    await Promise.all([other, newer]);
    expect(order).toEqual(['other', 'newer']);
  });

  test('a running call is not replaced', async () => {
    const queue = createQueue();
    let finish = (_: string) => {};
    const older = queue.run(() => new Promise<string>((resolve) => (finish = resolve)), {
      replaces: 'hover',
    });
    await started(queue);
    const newer = queue.run(() => 'newer', { replaces: 'hover' });
    finish('older');
    expect(await Promise.all([older, newer])).toEqual(['older', 'newer']);
  });

  test('an abort that comes in the turn of the call is heard before it starts', async () => {
    const queue = createQueue();
    const controller = new AbortController();
    let isStarted = false;
    const call = queue.run(() => (isStarted = true), { signal: controller.signal });
    await Promise.resolve();
    controller.abort('at once');
    await expect(call).rejects.toBe('at once');
    await queue.run(() => {});
    expect(isStarted).toBe(false);
  });
});
