import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { connectPredictor, iou, loadPredictor, type Predictor, wrapMessagePort } from '@medicosam/core';
import { miniModel, readGoldens } from '@medicosam/testkit';
import { expect, test } from 'vitest';
import { tfjs } from '../src/index.js';
import { kernels } from './support/kernel-count.js';
import { tf } from './support/tensorflow.js';

const masked = async (predictor: Predictor) => {
  const { image } = await readGoldens('tinyvit-mini');
  const embedding = await predictor.encode(image);
  const [mask] = await predictor.predict(embedding, { box: [30, 40, 120, 150] });
  await predictor.dispose();
  if (!mask?.mask) throw new Error('The predictor gave no mask.');
  return mask.mask;
};

test('a predictor in a worker of the application’s own gives the masks that it gives here', async () => {
  kernels.clear();
  const { port1, port2 } = new MessageChannel();
  const script = new URL('./support/own-worker.mjs', import.meta.url);
  const worker = new Worker(script, { workerData: port2, transferList: [port2] });
  await once(worker, 'message');
  const there = await connectPredictor(wrapMessagePort(port1));
  const mask = await masked(there);
  expect(there.info.device).toBe('wasm');
  expect(kernels.size).toBe(0);
  await worker.terminate();
  const here = await loadPredictor({
    model: miniModel('tinyvit-mini'),
    backend: tfjs({ tf, backend: 'wasm' }),
  });
  expect(iou(mask, await masked(here))).toBeGreaterThanOrEqual(0.999);
}, 240_000);
