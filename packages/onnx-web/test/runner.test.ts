import { bytesSource, type Feeds } from '@medicosam/core';
import { onnxWeb } from '@medicosam/onnx-web';
import * as ort from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import { addBias, inMemory, microGraph, WEIGHTS } from './support/micro-graph.js';

const x = (n: number, value = 1): Feeds => ({
  x: { type: 'float32', dims: [n, 3], data: new Float32Array(3 * n).fill(value) },
});
const wasm = { device: 'wasm' } as const;

describe('open', () => {
  test('a graph and its weights from bytes', async () => {
    const runner = await onnxWeb().open(inMemory(addBias()), wasm);
    expect(runner.inputs).toEqual([{ name: 'x', type: 'float32', dims: ['n', 3] }]);
    expect(runner.outputs.map(({ name }) => name)).toEqual(['y', 'z']);
    const { y } = await runner.run(x(2));
    expect([y?.dims, await y?.read()]).toEqual([[2, 3], Float32Array.of(11, 21, 31, 11, 21, 31)]);
    await runner.dispose();
  });

  test('with the session options that the application gives', async () => {
    const seen: unknown[] = [];
    const create = (model: Uint8Array, options: Readonly<Record<string, unknown>>) => {
      seen.push(options);
      return ort.InferenceSession.create(model, options);
    };
    const runtime = { ...ort, InferenceSession: { create } } as never;
    const backend = onnxWeb({ runtime, session: { logId: 'a', logVerbosityLevel: 0 } });
    await backend.open(inMemory(addBias()), {
      ...wasm,
      session: { logId: 'b', executionProviders: ['webgpu'] },
    });
    expect(seen[0]).toMatchObject({
      executionProviders: ['wasm'],
      enableMemPattern: false,
      enableCpuMemArena: true,
      graphOptimizationLevel: 'all',
      logVerbosityLevel: 0,
      logId: 'b',
    });
  });

  test.each([
    ['GRAPH_INVALID', 'bytes that are no graph', () => inMemory(new Uint8Array(40).fill(7))],
    ['GRAPH_INVALID', 'weights that are cut off', () => inMemory(addBias(), WEIGHTS.subarray(0, 60))],
    [
      'GRAPH_UNSUPPORTED',
      'an operator that the runtime lacks',
      () =>
        inMemory(
          microGraph((graph) => {
            const input = graph.input('x', 'float32', [1, 4, 2, 2]);
            const weights = [graph.floats([1, 1, 1, 1]), graph.floats([0, 0, 0, 0])];
            const attributes = { groups: 2, activation: 0 };
            const group = graph.node('GroupNorm', [input, ...weights], attributes, 'com.microsoft');
            graph.output('y', group, 'float32', [1, 4, 2, 2]);
          }),
        ),
    ],
    [
      'TYPE_UNSUPPORTED',
      'an input of a type that the contract does not carry',
      () =>
        inMemory(
          microGraph((graph) => {
            const input = graph.input('x', 'int64', [3]);
            graph.output('y', graph.node('Cast', [input], { to: 1 }), 'float32', [3]);
          }),
        ),
    ],
  ])('throws %s for %s', async (code, _, source) => {
    const backend = onnxWeb();
    await expect(backend.open(source(), wasm)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/.{20}/),
    });
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });

  test('throws DEVICE_UNAVAILABLE for a device that is not here, and the next opening works', async () => {
    const backend = onnxWeb();
    for (const device of ['webgpu', 'wasm-threads', 'cuda', 'toString']) {
      await expect(backend.open(inMemory(addBias()), { device })).rejects.toMatchObject({
        code: 'DEVICE_UNAVAILABLE',
      });
    }
    await expect(backend.open(inMemory(addBias()), wasm)).resolves.toBeDefined();
  });

  test('rejects with the signal’s reason, before and while it reads', async () => {
    const backend = onnxWeb();
    const aborted = { ...wasm, signal: AbortSignal.abort('early') };
    await expect(backend.open(inMemory(addBias()), aborted)).rejects.toBe('early');
    const controller = new AbortController();
    const source = inMemory(addBias());
    const weights = {
      ...source.weights,
      read: async (offset: number, length: number) => {
        controller.abort('late');
        return source.weights.read(offset, length);
      },
    };
    const opening = backend.open({ ...source, weights }, { ...wasm, signal: controller.signal });
    await expect(opening).rejects.toBe('late');
    expect((await backend.live()).graphs).toBe(0);
  });
});

describe('run', () => {
  test('gives the outputs asked for, and all where none is named', async () => {
    const runner = await onnxWeb().open(inMemory(addBias()), wasm);
    expect(Object.keys(await runner.run(x(1)))).toEqual(['y', 'z']);
    expect(Object.keys(await runner.run(x(1), { outputs: ['z'] }))).toEqual(['z']);
    await expect(runner.run(x(1), { outputs: ['w'] })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('y, z'),
    });
  });

  test('takes tensors that another runner of the backend made', async () => {
    const backend = onnxWeb();
    const first = await backend.open(inMemory(addBias()), wasm);
    const second = await backend.open(inMemory(addBias()), wasm);
    const { y, z } = await first.run(x(1));
    await first.dispose();
    if (!y || !z) throw new Error('No output.');
    expect(await (await second.run({ x: y }))['y']?.read()).toEqual(Float32Array.of(21, 41, 61));
    expect(await y.read()).toEqual(Float32Array.of(11, 21, 31));
    y.dispose();
    await expect(second.run({ x: y })).rejects.toMatchObject({ code: 'TENSOR_DISPOSED' });
    await expect(y.read()).rejects.toMatchObject({ code: 'TENSOR_DISPOSED' });
    const other = await onnxWeb().open(inMemory(addBias()), wasm);
    await expect(other.run({ x: z })).rejects.toMatchObject({ code: 'TENSOR_FOREIGN' });
  });

  test('leaves the feeds as they were', async () => {
    const runner = await onnxWeb().open(inMemory(addBias()), wasm);
    const data = Float32Array.of(1, 2, 3);
    await runner.run({ x: { type: 'float32', dims: [1, 3], data } });
    expect(data).toEqual(Float32Array.of(1, 2, 3));
  });

  test.each<[string, string, Feeds]>([
    ['INVALID_ARGUMENT', 'a missing input', {}],
    ['SHAPE_MISMATCH', 'other dims', { x: { type: 'float32', dims: [1, 4], data: new Float32Array(4) } }],
    ['TYPE_UNSUPPORTED', 'another type', { x: { type: 'int32', dims: [1, 3], data: new Int32Array(3) } }],
  ])('throws %s for %s', async (code, _, feeds) => {
    const runner = await onnxWeb().open(inMemory(addBias()), wasm);
    await expect(runner.run(feeds)).rejects.toMatchObject({ code });
  });

  test('carries int32 and bool tensors', async () => {
    const graph = microGraph((g) => {
      const a = g.input('a', 'int32', [2]);
      const b = g.input('b', 'bool', [2]);
      g.output('sum', g.node('Add', [a, a]), 'int32', [2]);
      g.output('not', g.node('Not', [b]), 'bool', [2]);
    });
    const runner = await onnxWeb().open(inMemory(graph), wasm);
    const { sum, not } = await runner.run({
      a: { type: 'int32', dims: [2], data: Int32Array.of(-2, 5) },
      b: { type: 'bool', dims: [2], data: Uint8Array.of(1, 0) },
    });
    expect([sum?.type, await sum?.read(), not?.type, await not?.read()]).toEqual([
      'int32',
      Int32Array.of(-4, 10),
      'bool',
      Uint8Array.of(0, 1),
    ]);
  });

  test('a failure of the runtime is BACKEND_FAILED with its cause', async () => {
    const graph = microGraph((g) => {
      const a = g.input('a', 'float32', ['n']);
      g.output('y', g.node('Reshape', [a, g.ints([7])]), 'float32', [7]);
    });
    const runner = await onnxWeb().open(inMemory(graph), wasm);
    const running = runner.run({ a: { type: 'float32', dims: [3], data: new Float32Array(3) } });
    await expect(running).rejects.toMatchObject({ code: 'BACKEND_FAILED', cause: expect.any(Error) });
  });

  test('an abort while it runs rejects with the reason, and nothing is left of the result', async () => {
    const backend = onnxWeb();
    const runner = await backend.open(inMemory(addBias()), wasm);
    const controller = new AbortController();
    const running = runner.run(x(1), { signal: controller.signal });
    controller.abort('enough');
    await expect(running).rejects.toBe('enough');
    expect((await backend.live()).tensors).toBe(0);
    await expect(runner.run(x(1), { signal: AbortSignal.abort('early') })).rejects.toBe('early');
  });
});

describe('dispose', () => {
  test('may be called twice, lets a run in flight end, and ends the runner', async () => {
    const runner = await onnxWeb().open(inMemory(addBias()), wasm);
    const running = runner.run(x(1));
    await Promise.all([runner.dispose(), runner.dispose()]);
    expect(await (await running)['y']?.read()).toEqual(Float32Array.of(11, 21, 31));
    await expect(runner.run(x(1))).rejects.toMatchObject({ code: 'DISPOSED' });
  });

  test('live() counts what is not yet disposed', async () => {
    const backend = onnxWeb();
    const runner = await backend.open(inMemory(addBias()), wasm);
    const { y, z } = await runner.run(x(1));
    expect(await backend.live()).toEqual({ graphs: 1, tensors: 2 });
    y?.dispose();
    y?.dispose();
    expect(await backend.live()).toEqual({ graphs: 1, tensors: 1 });
    z?.dispose();
    await runner.dispose();
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });
});

test('a graph without weights is opened from its bytes alone', async () => {
  const graph = microGraph((g) => {
    const a = g.input('a', 'float32', [1]);
    g.output('y', g.node('Add', [a, a]), 'float32', [1]);
  });
  const source = { ...inMemory(graph), weights: bytesSource(new Uint8Array()), weightsName: '' };
  const runner = await onnxWeb().open(source, wasm);
  const { y } = await runner.run({ a: { type: 'float32', dims: [1], data: Float32Array.of(4) } });
  expect(await y?.read()).toEqual(Float32Array.of(8));
});
