import type { ErrorCode, Feeds } from '@medicosam/core';
import type { CaseContext } from '../suite/case-context.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejectsWith, same } from '../suite/expectations.js';
import { addBias, cutOff, host, microGraph, product, rows, sourceOf } from '../suite/micro-graphs.js';

const refuses =
  (code: ErrorCode, wrong: Readonly<Record<string, Feeds>>) =>
  async (context: CaseContext): Promise<void> => {
    const runner = await context.open(addBias());
    for (const [what, feeds] of Object.entries(wrong)) {
      await rejectsWith(context.run(runner, feeds), code, `A run with ${what}`);
    }
    same(await context.values(runner, rows(1), 'y'), [11, 21, 31], 'The run after the refused ones');
  };

/** Wrong calls: each is refused with its code, before any work, and the next right one succeeds. */
export const wrongInputCases: readonly ConformanceCase[] = group('wrong inputs', {
  'a missing or unknown input is INVALID_ARGUMENT': refuses('INVALID_ARGUMENT', {
    'no input': {},
    'an unknown input beside its own': { ...rows(1), w: host('float32', [1], [0]) },
  }),
  'dims that do not fit are SHAPE_MISMATCH': refuses('SHAPE_MISMATCH', {
    'another fixed size': { x: host('float32', [1, 4], [1, 2, 3, 4]) },
    'another rank': { x: host('float32', [3], [1, 2, 3]) },
    'fewer values than its dims say': { x: host('float32', [2, 3], [1, 2, 3]) },
  }),
  'two sizes for one free size are SHAPE_MISMATCH': async (context) => {
    const runner = await context.open(product());
    const [a, b] = [host('float32', [1, 2], [1, 1]), host('float32', [3, 1], [1, 1, 1])];
    await rejectsWith(context.run(runner, { a, b }), 'SHAPE_MISMATCH', 'A product of [1,2] and [3,1]');
  },
  'values of another type are TYPE_UNSUPPORTED': refuses('TYPE_UNSUPPORTED', {
    'another type': { x: host('int32', [1, 3], [1, 2, 3]) },
    'an array of another type': { x: { type: 'float32', dims: [1, 3], data: Int32Array.of(1, 2, 3) } },
  }),
  'an unknown output is INVALID_ARGUMENT': async (context) => {
    const runner = await context.open(addBias());
    const running = context.run(runner, rows(1), { outputs: ['w'] });
    await rejectsWith(running, 'INVALID_ARGUMENT', 'A run for the output w');
  },
  'a tensor that was disposed of is TENSOR_DISPOSED': async (context) => {
    const runner = await context.open(addBias());
    const { y } = await context.run(runner, rows(1));
    check(y !== undefined, 'run gives the output y.');
    y.dispose();
    y.dispose();
    await rejectsWith(y.read(), 'TENSOR_DISPOSED', 'Reading a tensor after dispose()');
    await rejectsWith(context.run(runner, { x: y }), 'TENSOR_DISPOSED', 'Feeding a tensor after dispose()');
  },
  'a tensor of another backend is TENSOR_FOREIGN': async (context) => {
    const other = await context.another();
    const { y } = await other.run(await other.open(addBias()), rows(1));
    check(y !== undefined, 'run gives the output y.');
    const runner = await context.open(addBias());
    await rejectsWith(context.run(runner, { x: y }), 'TENSOR_FOREIGN', 'A tensor of another backend');
  },
  'bytes that are no graph, and weights cut off, are GRAPH_INVALID': async (context) => {
    const noGraph = sourceOf(new Uint8Array(40).fill(7));
    await rejectsWith(context.open(noGraph), 'GRAPH_INVALID', 'Opening 40 bytes of 7');
    await rejectsWith(context.open(cutOff()), 'GRAPH_INVALID', 'Opening a graph without its weights');
  },
  'an operator that nobody has is GRAPH_UNSUPPORTED': async (context) => {
    const source = microGraph((graph) => {
      const x = graph.input('x', 'float32', [3]);
      graph.output('y', graph.node('FlyToTheMoon', [x]), 'float32', [3]);
    });
    await rejectsWith(
      context.open(source),
      'GRAPH_UNSUPPORTED',
      'Opening a graph with the node FlyToTheMoon',
    );
  },
  'an input of a type that the contract does not carry is TYPE_UNSUPPORTED': async (context) => {
    const source = microGraph((graph) => {
      const x = graph.input('x', 'int64', [3]);
      graph.output('y', graph.node('Cast', [x], { to: 1 }), 'float32', [3]);
    });
    await rejectsWith(context.open(source), 'TYPE_UNSUPPORTED', 'Opening a graph with an int64 input');
  },
  'an unknown device is DEVICE_UNAVAILABLE, and the next opening works': async (context) => {
    const opening = context.open(addBias(), { device: 'abacus' });
    await rejectsWith(opening, 'DEVICE_UNAVAILABLE', 'Opening on the device abacus');
    const runner = await context.open(addBias());
    same(await context.values(runner, rows(1), 'y'), [11, 21, 31], 'A run on the right device');
  },
});
