import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejectsWith, same } from '../suite/expectations.js';
import { addBias, host, otherTypes, product, rows, scaleByHalf } from '../suite/micro-graphs.js';

/** Lifecycle: opening, running and disposing, on graphs of one or two nodes. */
export const runningCases: readonly ConformanceCase[] = group('opening and running', {
  'a runner states the inputs and outputs of its graph': async (context) => {
    const { inputs, outputs } = await context.open(addBias());
    const texts = [...inputs, ...outputs].map(({ name, type, dims }) => `${name} ${type} [${dims}]`);
    same(texts, ['x float32 [n,3]', 'y float32 [n,3]', 'z float32 [n,3]'], 'What the runner states');
  },
  'weights come from their place in the weights file': async (context) => {
    const runner = await context.open(addBias());
    same(
      await context.values(runner, rows(2), 'y'),
      [11, 21, 31, 11, 21, 31],
      'x + (10, 20, 30) for x of ones',
    );
  },
  'weights stored as float16 are read': async (context) => {
    const runner = await context.open(scaleByHalf());
    const x = host('float32', [3], [1, 2, 3]);
    same(await context.values(runner, { x }, 'y'), [0.5, 4, -12], '(1, 2, 3) · (0.5, 2, −4)');
  },
  'matrices are multiplied row by column': async (context) => {
    const runner = await context.open(product());
    const a = host('float32', [2, 2], [1, 2, 3, 4]);
    const b = host('float32', [2, 2], [5, 6, 7, 8]);
    same(await context.values(runner, { a, b }, 'y'), [19, 22, 43, 50], '(1 2; 3 4) × (5 6; 7 8)');
  },
  'int32 and bool tensors go in and out': async (context) => {
    const runner = await context.open(otherTypes());
    const feeds = {
      a: host('int32', [3], [-2, 5, 7]),
      b: host('int32', [3], [-2, 6, 7]),
      isTrue: host('bool', [3], [1, 0, 1]),
    };
    const { isSame, count } = await context.run(runner, feeds);
    same([isSame?.type, count?.type], ['bool', 'int32'], 'The types of the outputs');
    same((await isSame?.read()) ?? [], [1, 0, 1], '(−2, 5, 7) = (−2, 6, 7)');
    same((await count?.read()) ?? [], [-1, 5, 8], '(−2, 5, 7) + (1, 0, 1)');
  },
  'feeds stay as they were': async (context) => {
    const runner = await context.open(addBias());
    const x = host('float32', [1, 3], [1, 2, 3]);
    await context.run(runner, { x });
    same(x.data, [1, 2, 3], 'What was fed');
  },
  'run gives the outputs asked for, all where none is named': async (context) => {
    const runner = await context.open(addBias());
    same(Object.keys(await context.run(runner, rows(1))).sort(), ['y', 'z'], 'What run gives');
    const some = await context.run(runner, rows(1), { outputs: ['z'] });
    same(Object.keys(some), ['z'], 'What run gives where z is asked for');
  },
  'a graph runs again with another free size': async (context) => {
    const runner = await context.open(addBias());
    for (const n of [1, 4, 2]) {
      const { y } = await context.run(runner, rows(n, n));
      same(y?.dims ?? [], [n, 3], `The dims of the output for ${n} rows`);
      same(((await y?.read()) ?? []).slice(-3), [10 + n, 20 + n, 30 + n], `The last row of ${n}`);
    }
  },
  'outputs outlive later runs and their runner': async (context) => {
    const runner = await context.open(addBias());
    const { y } = await context.run(runner, rows(1, 1));
    await context.run(runner, rows(1, 5));
    await runner.dispose();
    same((await y?.read()) ?? [], [11, 21, 31], 'An output after another run and the end of its runner');
  },
  'an output stays on the device where it is to be kept and can be, else it is the host’s': async (
    context,
  ) => {
    const { capabilities } = await context.device();
    const runner = await context.open(addBias(), { keepOnDevice: ['y'] });
    const { y } = await context.run(runner, rows(1));
    same([y?.location], [capabilities.deviceTensors ? 'device' : 'host'], 'Where the output y lies');
    same((await y?.read()) ?? [], [11, 21, 31], 'The values of y');
  },
  'the tensors of one runner feed another, and stay the caller’s': async (context) => {
    const [first, second] = [await context.open(addBias()), await context.open(addBias())];
    const { y } = await context.run(first, rows(1));
    check(y !== undefined, 'run gives the output y.');
    same(await context.values(second, { x: y }, 'y'), [21, 41, 61], 'What the second runner makes of it');
    same(await y.read(), [11, 21, 31], 'The tensor after it was fed');
  },
  'dispose may be called twice and lets a run in flight end': async (context) => {
    const runner = await context.open(addBias());
    const { queue } = context.backend;
    const y = await queue.run(async () => {
      const running = runner.run(rows(1));
      await Promise.all([runner.dispose(), runner.dispose()]);
      return (await running)['y'];
    });
    check(y !== undefined, 'A run in flight when dispose() is called ends as it would have.');
    same(await y.read(), [11, 21, 31], 'The output of the run in flight');
    y.dispose();
  },
  'a run after dispose is DISPOSED': async (context) => {
    const runner = await context.open(addBias());
    await runner.dispose();
    await rejectsWith(context.run(runner, rows(1)), 'DISPOSED', 'A run after dispose()');
  },
});
