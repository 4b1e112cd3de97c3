import { loadPredictor } from '@medicosam/core';
import { miniModel } from '@medicosam/testkit';
import { describe, expect, test } from 'vitest';
import { tfjs } from '../src/index.js';
import { addBias } from './support/micro-graph.js';
import { tf } from './support/tensorflow.js';

/** Not a literal: nothing is to look for it before the test does. */
const load = (name: string) => () => import(/* @vite-ignore */ name);
const failing = (message: string) => async (): Promise<never> => {
  throw new Error(message);
};

describe('a TensorFlow.js that cannot be loaded', () => {
  test.each(['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'])(
    'is BACKEND_UNAVAILABLE with what to type, where %s is not installed',
    async (name) => {
      const backend = tfjs({ load: load(name) });
      const expected = {
        code: 'BACKEND_UNAVAILABLE',
        message: `The package ${name} is not installed.`,
        hint: `Type: npm install ${name}`,
      };
      await expect(backend.open(addBias(), { device: 'tensorflow' })).rejects.toMatchObject(expected);
      const model = miniModel('vit-mini');
      await expect(loadPredictor({ model, backend })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
      const reports = await backend.devices();
      expect(reports).toHaveLength(5);
      for (const report of reports) {
        expect(report).toMatchObject({
          usable: false,
          reason: expected.message,
          hint: expected.hint,
          code: expected.code,
        });
      }
    },
  );

  test.each([
    "Cannot find package '@tensorflow/tfjs' imported from /app/main.js",
    'Failed to resolve module specifier "@tensorflow/tfjs". Relative references must start with either "/"',
    'Could not resolve "@tensorflow/tfjs" imported by "app". Is it installed?',
  ])('is said to be not installed where Node, a browser or Vite says: %s', async (words) => {
    const [report] = await tfjs({ load: failing(words) }).devices();
    expect(report?.hint).toBe('Type: npm install @tensorflow/tfjs');
  });

  test.each(['tfjs-node', 'tfjs-node-gpu'])('names %s where its native addon is missing', async (name) => {
    // The words of tfjs-node 4.22 installed without its script.
    const words = `The Node.js native addon module (tfjs_binding.node) can not be found at path: /app/node_modules/@tensorflow/${name}/lib/napi-v8/tfjs_binding.node. \nPlease run command 'npm rebuild'.`;
    const [report] = await tfjs({ load: failing(words) }).devices();
    expect(report).toMatchObject({ usable: false, code: 'BACKEND_UNAVAILABLE' });
    expect(report?.reason).toContain(`@tensorflow/${name} cannot be loaded: The Node.js native addon`);
    expect(report?.hint).toContain(`npm rebuild @tensorflow/${name} `);
  });

  test('is named with its own words where it fails otherwise, or is something else', async () => {
    const [first] = await tfjs({ load: failing('no such luck') }).devices();
    expect(first?.reason).toBe('TensorFlow.js cannot be loaded: no such luck');
    const [second] = await tfjs({ load: async () => ({ default: {} }) as never }).devices();
    expect(second?.reason).toContain('has no engine()');
  });

  test('is loaded again at the next try', async () => {
    let tries = 0;
    const backend = tfjs({
      load: async () => {
        if (tries++ === 0) throw new Error('not yet');
        return { default: tf };
      },
      backend: 'wasm',
    });
    expect((await backend.devices())[0]?.usable).toBe(false);
    expect((await backend.devices())[0]).toMatchObject({ usable: true, runtime: 'tfjs-core 4.22.0' });
  });
});

describe('a backend of TensorFlow.js', () => {
  test('that is not registered is unusable, with the package to import', async () => {
    const [report] = await tfjs({ tf, backend: 'webgpu' }).devices();
    expect(report).toMatchObject({
      usable: false,
      reason: 'TensorFlow.js has no backend webgpu here.',
      hint: 'Import @tensorflow/tfjs-backend-webgpu before.',
    });
  });

  test('that cannot be set up is unusable, and the current one stays', async () => {
    await tf.setBackend('cpu');
    tf.registerBackend('broken', async () => {
      throw new Error('no device');
    });
    const backend = tfjs({ tf, backend: 'broken' });
    const [report] = await backend.devices();
    expect(report).toMatchObject({ device: 'broken', usable: false });
    await expect(backend.open(addBias(), { device: 'broken' })).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
    });
    expect(tf.getBackend()).toBe('cpu');
  });

  test('of the application’s own is taken by its name', async () => {
    tf.copyRegisteredKernels('cpu', 'mine');
    tf.registerBackend('mine', () => tf.findBackendFactory('cpu')() as ReturnType<typeof tf.backend>);
    const backend = tfjs({ tf, backend: 'mine' });
    const runner = await backend.open(addBias(), { device: 'mine' });
    const x = { type: 'float32', dims: [1, 3], data: Float32Array.of(1, 2, 3) } as const;
    const { y } = await runner.run({ x });
    expect(await y?.read()).toEqual(Float32Array.of(11, 22, 33));
    await runner.dispose();
    tf.removeBackend('mine');
  });

  test('that was removed is DEVICE_LOST', async () => {
    tf.copyRegisteredKernels('cpu', 'brief');
    tf.registerBackend('brief', () => tf.findBackendFactory('cpu')() as ReturnType<typeof tf.backend>);
    const runner = await tfjs({ tf, backend: 'brief' }).open(addBias(), { device: 'brief' });
    tf.removeBackend('brief');
    const x = { type: 'float32', dims: [1, 3], data: Float32Array.of(1, 2, 3) } as const;
    await expect(runner.run({ x })).rejects.toMatchObject({ code: 'DEVICE_LOST' });
    await runner.dispose();
  });
});
