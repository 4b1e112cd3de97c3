import { bytesSource, type GraphSource } from '@medicosam/core';
import { miniModel } from '@medicosam/testkit';
import { describe, expect, test } from 'vitest';
import { tfjs } from '../src/index.js';
import { addBias, host, microGraph } from './support/micro-graph.js';
import { tf } from './support/tensorflow.js';

/** A part of a mini model as a backend gets it. */
async function miniPart(part: string): Promise<GraphSource> {
  const model = miniModel('tinyvit-mini');
  const { id, hash, graphs } = await model.manifest();
  const graph = graphs.find((one) => one.part === part && one.lowering === 'tiled');
  if (!graph) throw new Error(part);
  return {
    model: { id, hash },
    part,
    sha256: graph.sha256,
    graph: await model.open(graph.file),
    weights: await model.open(graph.weights),
    weightsName: graph.weights,
  };
}

const counts = () => {
  const { numTensors, numDataBuffers } = tf.memory();
  return { numTensors, numDataBuffers };
};

describe.each(['cpu', 'wasm'] as const)('tensors on %s', (device) => {
  test('are as many after 1,000 runs, and as before once all is disposed of', async () => {
    await tf.setBackend(device);
    const before = counts();
    const runner = await tfjs({ tf }).open(await miniPart('image-keys'), { device });
    const input = runner.inputs[0];
    const dims = (input?.dims ?? []).map(Number);
    const feeds = {
      [input?.name ?? '']: host('float32', dims, Array(dims.reduce((a, b) => a * b, 1)).fill(0.5)),
    };
    const run = async () => {
      for (const tensor of Object.values(await runner.run(feeds))) {
        await tensor.read();
        tensor.dispose();
      }
    };
    await run();
    const after = counts();
    for (let i = 0; i < 1_000; i++) await run();
    expect(counts()).toEqual(after);
    await runner.dispose();
    expect(counts()).toEqual(before);
  }, 240_000);

  test('are no more after runs that fail or are aborted', async () => {
    await tf.setBackend(device);
    const runner = await tfjs({ tf }).open(addBias(), { device });
    const feeds = { x: host('float32', [1, 3], [1, 2, 3]) };
    for (const tensor of Object.values(await runner.run(feeds))) tensor.dispose();
    const before = counts();
    const controller = new AbortController();
    const running = runner.run(feeds, { signal: controller.signal });
    controller.abort('enough');
    await expect(running).rejects.toBe('enough');
    await expect(runner.run({})).rejects.toThrow('x was not fed');
    expect(counts()).toEqual(before);
    await runner.dispose();
  });

  test('outlive the runner where they are kept on the device, and are freed by dispose', async () => {
    await tf.setBackend(device);
    const backend = tfjs({ tf });
    const before = counts();
    const runner = await backend.open(addBias(), { device, keepOnDevice: ['y'] });
    const { y } = await runner.run({ x: host('float32', [1, 3], [1, 2, 3]) }, { outputs: ['y'] });
    await runner.dispose();
    expect(await y?.read()).toEqual(Float32Array.of(11, 22, 33));
    y?.dispose();
    expect(counts()).toEqual(before);
  });

  test('that are handed out are memory of their own', async () => {
    await tf.setBackend(device);
    const source = microGraph((graph) => {
      const x = graph.input('x', 'float32', [3]);
      graph.output('same', x, 'float32', [3]);
      graph.output('constant', graph.weight('bias'), 'float32', [3]);
    });
    const runner = await tfjs({ tf }).open(source, { device });
    const x = host('float32', [3], [1, 2, 3]);
    for (let i = 0; i < 2; i++) {
      const { same, constant } = await runner.run({ x });
      expect([await same?.read(), await constant?.read()]).toEqual([
        Float32Array.of(1, 2, 3),
        Float32Array.of(10, 20, 30),
      ]);
      for (const tensor of [same, constant]) {
        (await tensor?.read())?.fill(0);
        tensor?.dispose();
      }
    }
    expect(x.data).toEqual(Float32Array.of(1, 2, 3));
    await runner.dispose();
  });

  test('of a graph whose weights are cut off are freed', async () => {
    await tf.setBackend(device);
    const before = counts();
    const source = await miniPart('encoder');
    const half = await source.weights.read(0, source.weights.size >> 1);
    const opening = tfjs({ tf }).open({ ...source, weights: bytesSource(half) }, { device });
    await expect(opening).rejects.toMatchObject({ code: 'GRAPH_INVALID' });
    expect(counts()).toEqual(before);
  });
});
