import { createQueue, type Outputs } from '@medicosam/core';
import { broken, type Defect, withCapabilities } from './defect.js';

/** Defects of the queue, of aborts and of a lost device. */
export const waitingDefects: readonly Defect[] = [
  {
    does: 'lets more calls run than its device bears',
    fails: 'the queue runs no more calls at once than the device bears',
    create: () => broken({ backend: () => ({ queue: createQueue(3) }) }),
  },
  {
    does: 'mixes up runs that overlap',
    fails: 'runs asked for at the same time each get their own answer',
    create: () => {
      let latest: Promise<Outputs> | undefined;
      return withCapabilities(
        { concurrency: 2 },
        {
          run: (run) => async (feeds, options) => {
            const own = run(feeds, options);
            latest = own;
            const outputs = await own;
            return latest ?? outputs;
          },
          backend: () => ({ queue: createQueue(2) }),
        },
      );
    },
  },
  {
    does: 'serves calls in the order they come',
    fails: 'an interactive call overtakes waiting ones, a background call is overtaken',
    create: () => {
      const queue = createQueue();
      return broken({
        backend: () => ({
          queue: {
            waiting: 0,
            running: 0,
            run: (task, options) => queue.run(task, { ...options, priority: 'normal' }),
          },
        }),
      });
    },
  },
  {
    does: 'lets a replaced call run',
    fails: 'a newer call replaces a waiting one of the same key',
    create: () => {
      const queue = createQueue();
      return broken({
        backend: () => ({
          queue: {
            waiting: 0,
            running: 0,
            run: (task, options) => queue.run(task, { ...options, replaces: undefined }),
          },
        }),
      });
    },
  },
  {
    does: 'rejects an aborted opening with an error of its own',
    fails: 'an opening that is aborted rejects with the reason and leaves nothing',
    create: () =>
      broken({
        backend: (right) => ({
          async open(source, options) {
            try {
              return await right.open(source, options);
            } catch (error) {
              throw options.signal?.aborted ? new Error('aborted') : error;
            }
          },
        }),
      }),
  },
  {
    does: 'ignores aborts',
    fails: 'a run that is aborted before it starts rejects with the reason',
    create: () => broken({ run: (run) => (feeds, options) => run(feeds, { ...options, signal: undefined }) }),
  },
  {
    does: 'hears an abort only before it starts',
    fails: 'a run that is aborted under way rejects with the reason, and its outputs are freed',
    create: () =>
      broken({
        run: (run) => async (feeds, options) => {
          if (options?.signal?.aborted) throw options.signal.reason;
          return run(feeds, { ...options, signal: undefined });
        },
      }),
  },
  {
    does: 'loses the outputs of a run that was aborted',
    fails: 'a run that is aborted under way rejects with the reason, and its outputs are freed',
    create: () =>
      broken({
        run: (run) => async (feeds, options) => {
          if (options?.signal?.aborted) throw options.signal.reason;
          const outputs = await run(feeds, { ...options, signal: undefined });
          if (options?.signal?.aborted) throw options.signal.reason;
          return outputs;
        },
      }),
  },
  {
    does: 'goes on as if its device were there',
    fails: 'a lost device is DEVICE_LOST, and says so or works again after a new opening',
    create: () => ({ ...broken({}), loseDevice: () => {} }),
  },
];
