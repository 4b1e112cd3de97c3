import { type BinaryMask, iou, isMedicoSamError, loadPredictor, type Tensor } from '@medicosam/core';
import { miniModel, readGoldens } from '@medicosam/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { tfjs } from '../src/index.js';
import { kernels } from './support/kernel-count.js';
import { addBias, host } from './support/micro-graph.js';
import { tf } from './support/tensorflow.js';

const x = host('float32', [1, 3], [1, 2, 3]);
const codeOf = (error: unknown) => (isMedicoSamError(error) ? error.code : error);

describe('the engine that the application uses too', () => {
  beforeEach(() => kernels.clear());

  test('has no backend chosen by asking for devices, or by failing to open', async () => {
    const backend = tfjs({ tf });
    const before = tf.getBackend();
    const reports = await backend.devices();
    expect(reports.map(({ device, usable }) => [device, usable])).toEqual([
      ['tensorflow', false],
      ['webgpu', false],
      ['webgl', false],
      ['wasm', true],
      ['cpu', true],
    ]);
    await backend.open(addBias(), { device: 'webgl' }).catch(() => {});
    expect(tf.getBackend()).toBe(before);
  });

  test('has the application’s backend before, between and after runs on others', async () => {
    await tf.setBackend('cpu');
    const [onWasm, onCpu] = [tfjs({ tf, backend: 'wasm' }), tfjs({ tf, backend: 'cpu' })];
    const [first, second] = [
      await onWasm.open(addBias(), { device: 'wasm' }),
      await onCpu.open(addBias(), { device: 'cpu' }),
    ];
    kernels.clear();
    const seen = new Set<string>();
    const watching = setInterval(() => seen.add(tf.getBackend()), 0);
    for (let i = 0; i < 20; i++) {
      const [a, b] = await Promise.all([
        onWasm.queue.run(() => first.run({ x })),
        onCpu.queue.run(() => second.run({ x })),
      ]);
      // The application goes on with its own tensors meanwhile.
      expect(tf.getBackend()).toBe('cpu');
      expect(tf.tidy(() => tf.add(tf.tensor1d([1]), 1).dataSync()[0])).toBe(2);
      for (const tensor of [a?.['y'], b?.['y']])
        expect(await tensor?.read()).toEqual(Float32Array.of(11, 22, 33));
      for (const tensor of [...Object.values(a), ...Object.values(b)]) tensor.dispose();
    }
    clearInterval(watching);
    expect([...seen]).toEqual(['cpu']);
    expect(kernels.get('wasm')).toBeGreaterThanOrEqual(40);
    await Promise.all([first.dispose(), second.dispose()]);
  });

  test('runs two predictors at once, each on its backend, with the same masks', async () => {
    await tf.setBackend('cpu');
    const { image } = await readGoldens('tinyvit-mini');
    const answers = await Promise.all(
      ['wasm', 'cpu'].map(async (device) => {
        const backend = tfjs({ tf, backend: device });
        const predictor = await loadPredictor({
          model: miniModel('tinyvit-mini'),
          backend,
          verdicts: new Map(),
        });
        const embedding = await predictor.encode(image);
        const [mask] = await predictor.predict(embedding, { box: [30, 40, 120, 150] });
        await predictor.dispose();
        return { device: predictor.info.device, mask: mask?.mask, score: mask?.predictedIou };
      }),
    );
    const [onWasm, onCpu] = answers;
    expect([onWasm?.device, onCpu?.device]).toEqual(['wasm', 'cpu']);
    expect(iou(onWasm?.mask as BinaryMask, onCpu?.mask as BinaryMask)).toBeGreaterThanOrEqual(0.999);
    expect(onWasm?.score).toBeCloseTo(onCpu?.score ?? 0, 4);
    expect(tf.getBackend()).toBe('cpu');
  }, 240_000);

  test('moves no tensor from one backend to another', async () => {
    const backend = tfjs({ tf });
    const onWasm = await backend.open(addBias(), { device: 'wasm', keepOnDevice: ['y'] });
    const onCpu = await backend.open(addBias(), { device: 'cpu' });
    const { y } = await onWasm.run({ x }, { outputs: ['y'] });
    expect(y?.location).toBe('device');
    const error = await onCpu.run({ x: y as Tensor }).catch((reason: unknown) => reason);
    expect(codeOf(error)).toBe('TENSOR_FOREIGN');
    expect(String(error)).toContain('wasm');
    // What has come to the host is taken everywhere.
    const { y: again } = await onCpu.run({ x }, { outputs: ['y'] });
    const { y: sum } = await onWasm.run({ x: again as Tensor }, { outputs: ['y'] });
    expect(await sum?.read()).toEqual(Float32Array.of(21, 42, 63));
    for (const tensor of [y, again, sum]) tensor?.dispose();
    await Promise.all([onWasm.dispose(), onCpu.dispose()]);
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });

  test('shares one queue among all backends of a realm', () => {
    expect(tfjs({ tf }).queue).toBe(tfjs({ tf, backend: 'cpu' }).queue);
  });
});
