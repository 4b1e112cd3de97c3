import { nextTurn } from '../platform.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejection, same } from '../suite/expectations.js';
import { addBias, rows } from '../suite/micro-graphs.js';

/** The queue that core passes every opening and run through. */
export const concurrencyCases: readonly ConformanceCase[] = group('concurrency and priority', {
  'the queue runs no more calls at once than the device bears': async (context) => {
    const { capabilities } = await context.device();
    let [running, most] = [0, 0];
    const call = async () => {
      most = Math.max(most, ++running);
      await nextTurn();
      await nextTurn();
      running--;
    };
    await Promise.all(
      Array.from({ length: capabilities.concurrency + 3 }, () => context.backend.queue.run(call)),
    );
    check(
      most <= capabilities.concurrency,
      `At most ${capabilities.concurrency} calls run at once; ${most} did.`,
    );
  },
  'runs asked for at the same time each get their own answer': async (context) => {
    const [first, second] = [await context.open(addBias()), await context.open(addBias())];
    const values = await Promise.all(
      Array.from({ length: 8 }, (_, i) => context.values(i % 2 ? first : second, rows(1, i), 'y')),
    );
    for (const [i, answer] of values.entries())
      same(answer, [10 + i, 20 + i, 30 + i], `The answer of run ${i}`);
  },
  'an interactive call overtakes waiting ones, a background call is overtaken': async (context) => {
    const { queue } = context.backend;
    const { capabilities } = await context.device();
    const order: string[] = [];
    // As many as run at once hold the queue until the others wait.
    const holding = Array.from({ length: capabilities.concurrency }, () => queue.run(nextTurn));
    const waiting = (['background', 'normal', 'interactive'] as const).map((priority) =>
      queue.run(() => void order.push(priority), { priority }),
    );
    await Promise.all([...holding, ...waiting]);
    same(order, ['interactive', 'normal', 'background'], 'The order in which waiting calls started');
  },
  'a newer call replaces a waiting one of the same key': async (context) => {
    const { queue } = context.backend;
    const started: string[] = [];
    const call = (name: string) => queue.run(() => void started.push(name), { replaces: 'hover' });
    const older = rejection(call('older'), 'A call that was replaced rejects');
    const [error] = await Promise.all([older, call('newer')]);
    check(
      error instanceof Error && error.name === 'AbortError',
      'A replaced call rejects with an AbortError.',
    );
    same(started, ['newer'], 'The calls that started');
  },
});
