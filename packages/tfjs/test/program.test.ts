import type { GraphRunner, GraphSource, Outputs } from '@medicosam/core';
import { float } from '@medicosam/onnx';
import { beforeAll, describe, expect, test } from 'vitest';
import { tfjs } from '../src/index.js';
import { kernels, onKernel } from './support/kernel-count.js';
import { host, microGraph } from './support/micro-graph.js';
import { tf } from './support/tensorflow.js';

const open = (source: GraphSource): Promise<GraphRunner> => tfjs({ tf }).open(source, { device: 'wasm' });

/** The kernels that a run took. */
async function counting(run: () => Promise<Outputs>): Promise<{ outputs: Outputs; count: number }> {
  kernels.clear();
  const outputs = await run();
  return { outputs, count: [...kernels.values()].reduce((sum, count) => sum + count, 0) };
}

describe('a graph', () => {
  beforeAll(() => tf.setBackend('wasm'));

  test('computes what depends on no input once, when it is opened', async () => {
    const source = microGraph((graph) => {
      const x = graph.input('x', 'float32', [3]);
      const table = graph.node('Sin', [graph.node('Sqrt', [graph.weight('bias')])]);
      graph.output('y', graph.node('Add', [x, table]), 'float32', [3]);
    });
    const runner = await open(source);
    const x = host('float32', [3], [0, 0, 0]);
    const { outputs, count } = await counting(() => runner.run({ x }));
    const expected = [10, 20, 30].map((value) => Math.sin(Math.sqrt(value)));
    for (const [i, value] of Array.from((await outputs['y']?.read()) ?? []).entries())
      expect(value).toBeCloseTo(expected[i] ?? 0, 5);
    // Add, and the copy that the output is.
    expect(count).toBe(2);
  });

  test('computes shapes on the host, whatever the size of its input', async () => {
    const source = microGraph((graph) => {
      const x = graph.input('x', 'float32', ['n', 'c', 2]);
      const shape = graph.node('Shape', [x]);
      const n = graph.node('Slice', [shape, graph.ints([0]), graph.ints([1]), graph.ints([0])]);
      const c = graph.node('Unsqueeze', [
        graph.node('Gather', [shape, graph.ints([-2], [])], { axis: 0 }),
        graph.ints([0]),
      ]);
      const half = graph.node('Div', [c, graph.ints([2])]);
      const target = graph.node('Concat', [n, graph.ints([2]), half, graph.ints([-1])], { axis: 0 });
      graph.output('y', graph.node('Reshape', [x, target]), 'float32', ['n', 2, 'h', 2]);
    });
    const runner = await open(source);
    for (const [n, c] of [
      [1, 4],
      [3, 6],
    ] as const) {
      const values = Array.from({ length: n * c * 2 }, (_, i) => i);
      const { outputs, count } = await counting(() => runner.run({ x: host('float32', [n, c, 2], values) }));
      expect(outputs['y']?.dims).toEqual([n, 2, c / 2, 2]);
      expect(Array.from((await outputs['y']?.read()) ?? [])).toEqual(values);
      // Reshape, and the copy that the output is: of the shapes nothing reaches the engine.
      expect(count).toBe(2);
      outputs['y']?.dispose();
    }
  });

  test('takes a size from an input, where the graph asks for one', async () => {
    const source = microGraph((graph) => {
      const size = graph.input('size', 'float32', [2]);
      const target = graph.node('Cast', [graph.node('Floor', [size])], { to: 7 });
      graph.output('y', graph.node('Expand', [graph.scalar(5), target]), 'float32', ['h', 'w']);
    });
    const runner = await open(source);
    const { y } = await runner.run({ size: host('float32', [2], [2.7, 3.2]) });
    expect(y?.dims).toEqual([2, 3]);
    expect(Array.from((await y?.read()) ?? [])).toEqual([5, 5, 5, 5, 5, 5]);
  });

  test('frees each value after its last use', async () => {
    const source = microGraph((graph) => {
      let x = graph.input('x', 'float32', [1024, 1024]);
      for (let i = 0; i < 20; i++) x = graph.node('Add', [x, graph.scalar(1)]);
      graph.output('y', x, 'float32', [1024, 1024]);
    });
    const runner = await open(source);
    const x = { type: 'float32', dims: [1024, 1024], data: new Float32Array(1 << 20) } as const;
    const before = tf.memory().numBytes;
    let most = before;
    const stop = onKernel(() => {
      most = Math.max(most, tf.memory().numBytes);
    });
    const { y } = await runner.run({ x });
    stop();
    expect((await y?.read())?.[0]).toBe(20);
    // Two at once of 4 MB, and some scalars.
    expect(most - before).toBeLessThan(9 * 2 ** 20);
  });

  test('ends between two nodes when it is aborted, and frees what it has made', async () => {
    const source = microGraph((graph) => {
      let x = graph.input('x', 'float32', [1024, 1024]);
      for (let i = 0; i < 200; i++) x = graph.node('Sin', [x]);
      graph.output('y', x, 'float32', [1024, 1024]);
    });
    const runner = await open(source);
    const x = { type: 'float32', dims: [1024, 1024], data: new Float32Array(1 << 20).fill(1) } as const;
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    kernels.clear();
    const stop = onKernel(() => controller.abort('enough'));
    await expect(runner.run({ x }, { signal: controller.signal })).rejects.toBe('enough');
    stop();
    expect(kernels.get('wasm')).toBeGreaterThan(0);
    expect(kernels.get('wasm')).toBeLessThan(200);
    expect(tf.memory().numTensors).toBe(before);
    await runner.dispose();
  });

  test('computes of the outputs those that are asked for', async () => {
    const source = microGraph((graph) => {
      const x = graph.input('x', 'float32', [3]);
      graph.output('y', graph.node('Sqrt', [x]), 'float32', [3]);
      graph.output('z', graph.node('Exp', [graph.node('Sin', [x])]), 'float32', [3]);
    });
    const runner = await open(source);
    const x = host('float32', [3], [1, 4, 9]);
    const { outputs, count } = await counting(() => runner.run({ x }, { outputs: ['y', 'y'] }));
    expect(Object.keys(outputs)).toEqual(['y']);
    expect(Array.from((await outputs['y']?.read()) ?? [])).toEqual([1, 2, 3]);
    expect(count).toBe(2);
  });

  test('gives an output that is its input, or the same one twice, each in memory of its own', async () => {
    const source = microGraph((graph) => {
      const x = graph.input('x', 'float32', [3]);
      const y = graph.node('Mul', [x, graph.scalar(2)]);
      graph.output('a', y, 'float32', [3]);
      graph.output('b', y, 'float32', [3]);
    });
    const runner = await tfjs({ tf }).open(source, { device: 'wasm', keepOnDevice: ['a', 'b'] });
    const { a, b } = await runner.run({ x: host('float32', [3], [1, 2, 3]) });
    a?.dispose();
    expect(Array.from((await b?.read()) ?? [])).toEqual([2, 4, 6]);
    b?.dispose();
  });

  test('says which node fails while it runs', async () => {
    const source = microGraph((graph) => {
      const x = graph.input('x', 'float32', ['n']);
      const y = graph.scope('late', () => graph.node('Reshape', [x, graph.ints([2, 3])]));
      graph.output('y', graph.node('Selu', [y], { alpha: float(1) }), 'float32', [2, 3]);
    });
    await expect(open(source)).rejects.toMatchObject({ code: 'GRAPH_UNSUPPORTED' });
    const runner = await open(
      microGraph((graph) => {
        const x = graph.input('x', 'float32', ['n']);
        const y = graph.scope('late', () => graph.node('Reshape', [x, graph.ints([2, 3])]));
        graph.output('y', y, 'float32', [2, 3]);
      }),
    );
    await expect(runner.run({ x: host('float32', [5], [1, 2, 3, 4, 5]) })).rejects.toMatchObject({
      code: 'BACKEND_FAILED',
      message: expect.stringContaining("Reshape node 'late/Reshape'"),
    });
    const { y } = await runner.run({ x: host('float32', [6], [1, 2, 3, 4, 5, 6]) });
    expect(Array.from((await y?.read()) ?? [])).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
