import type { RunOptions } from '@medicosam/core';
import { AbortController } from '../platform.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejection, same } from '../suite/expectations.js';
import { addBias, rows } from '../suite/micro-graphs.js';

const REASON = new Error('the reason that the caller gave');

const isReason = (error: unknown, what: string) =>
  check(error === REASON, `${what} rejects with the reason of its signal; rejected with ${String(error)}.`);

function aborted(): NonNullable<RunOptions['signal']> {
  const controller = new AbortController();
  controller.abort(REASON);
  return controller.signal;
}

/** Ending work by a signal. */
export const abortCases: readonly ConformanceCase[] = group('abort', {
  'an opening that is aborted rejects with the reason and leaves nothing': async (context) => {
    const rule = 'An aborted opening rejects';
    isReason(
      await rejection(context.open(addBias(), { signal: aborted() }), rule),
      'An opening aborted before',
    );
    const controller = new AbortController();
    const source = addBias();
    const graph = {
      ...source.graph,
      read: (offset: number, length: number) => {
        controller.abort(REASON);
        return source.graph.read(offset, length);
      },
    };
    const opening = context.open({ ...source, graph }, { signal: controller.signal });
    isReason(await rejection(opening, rule), 'An opening aborted while it reads');
    same([(await context.backend.live()).graphs], [0], 'The graphs left after aborted openings');
  },
  'a run that is aborted before it starts rejects with the reason': async (context) => {
    const runner = await context.open(addBias());
    const running = context.run(runner, rows(1), { signal: aborted() });
    isReason(await rejection(running, 'An aborted run rejects'), 'A run aborted before');
  },
  'a run that is aborted under way rejects with the reason, and its outputs are freed': async (context) => {
    const runner = await context.open(addBias());
    const controller = new AbortController();
    const running = context.backend.queue.run(() => {
      const run = runner.run(rows(1), { signal: controller.signal });
      controller.abort(REASON);
      return run;
    });
    isReason(await rejection(running, 'A run aborted under way rejects'), 'A run aborted under way');
    // What ran on unheard has ended once the next run has.
    same(await context.values(runner, rows(1), 'y'), [11, 21, 31], 'The run after the aborted one');
    const { tensors } = await context.backend.live();
    same([tensors], [1], 'The tensors left, that of the run after the aborted one alone,');
  },
  'a call that waits in the queue and is aborted never starts': async (context) => {
    const { queue } = context.backend;
    const controller = new AbortController();
    let hasStarted = false;
    const call = queue.run(
      () => {
        hasStarted = true;
      },
      { signal: controller.signal },
    );
    controller.abort(REASON);
    isReason(await rejection(call, 'A queued call that is aborted rejects'), 'A queued call');
    await queue.run(() => {}, { priority: 'background' });
    check(!hasStarted, 'A queued call that is aborted never starts.');
  },
});
