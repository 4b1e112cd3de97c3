import type { CaseContext } from '../suite/case-context.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { rejection, same } from '../suite/expectations.js';
import { addBias, cutOff, rows } from '../suite/micro-graphs.js';

async function counts(
  { backend }: CaseContext,
  graphs: number,
  tensors: number,
  when: string,
): Promise<void> {
  const live = await backend.live();
  same([live.graphs, live.tensors], [graphs, tensors], `live() ${when}, graphs and tensors,`);
}

/** What is not disposed of, by `live()`. */
export const leakCases: readonly ConformanceCase[] = group('leaks', {
  'live() counts graphs and tensors until they are disposed of': async (context) => {
    await counts(context, 0, 0, 'at first');
    const runner = await context.open(addBias());
    const { y, z } = await context.run(runner, rows(1));
    await counts(context, 1, 2, 'after a run');
    y?.dispose();
    y?.dispose();
    await counts(context, 1, 1, 'after one output was disposed of twice');
    z?.dispose();
    await runner.dispose();
    await runner.dispose();
    await counts(context, 0, 0, 'after everything was disposed of');
  },
  'outputs that were not asked for are not held': async (context) => {
    const runner = await context.open(addBias());
    await context.run(runner, rows(1), { outputs: ['z'] });
    await counts(context, 1, 1, 'after a run for one of two outputs');
  },
  'what fails leaves nothing behind': async (context) => {
    await rejection(context.open(cutOff()), 'A graph without its weights does not open');
    await counts(context, 0, 0, 'after a failed opening');
    const runner = await context.open(addBias());
    await rejection(context.run(runner, {}), 'A run without inputs fails');
    await counts(context, 1, 0, 'after a failed run');
  },
});
