import type { GraphRunner } from '../contract/backend.js';
import type { Feeds, Outputs } from '../contract/tensor.js';
import type { Queue, QueueOptions } from '../queue/queue.js';
import { disposeAll } from './local-embedding.js';

/** How the stages of a part are run. */
export interface RunStagesOptions extends QueueOptions {
  /** The outputs wanted of the last stage; all when absent. */
  readonly outputs?: readonly string[] | undefined;
  /** Called once nothing reads the feeds any more: after an abort that is later than the caller's rejection. */
  readonly onIdle?: (() => void) | undefined;
}

/**
 * Runs the stages of a part in order through the queue, outputs feeding inputs by name, and returns the last
 * one's outputs. Feeds that a stage does not take are left out where there are several stages.
 */
export async function runStages(
  queue: Queue,
  runners: readonly GraphRunner[],
  feeds: Feeds,
  { outputs, onIdle, ...waiting }: RunStagesOptions,
): Promise<Outputs> {
  const { signal } = waiting;
  const between: Outputs[] = [];
  let running: Promise<unknown> = Promise.resolve();
  let made: Outputs = {};
  try {
    for (const [stage, runner] of runners.entries()) {
      const isLast = stage === runners.length - 1;
      const own = runners.length === 1 ? feeds : taken(runner, Object.assign({}, feeds, ...between));
      made = await queue.run(
        () => {
          const run = runner.run(own, { signal, outputs: isLast ? outputs : undefined });
          running = run;
          return run;
        },
        { ...waiting, onDiscard: disposeAll },
      );
      if (!isLast) between.push(made);
    }
    return made;
  } finally {
    const settle = () => {
      for (const stageOutputs of between) disposeAll(stageOutputs);
      onIdle?.();
    };
    void running.then(settle, settle);
  }
}

function taken({ inputs }: GraphRunner, pool: Feeds): Feeds {
  return Object.fromEntries(inputs.flatMap(({ name }) => (pool[name] ? [[name, pool[name]]] : [])));
}
