import { loadPredictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { expect, test } from 'vitest';
import { compareWithGolden } from './golden-comparison.js';

const folder = new URL('./golden/', import.meta.url);

test('the committed model gives PyTorch’s masks on all golden images and prompts', async () => {
  const predictor = await loadPredictor({ model: tiny, backend: onnxNode() });
  const deviation = await compareWithGolden(predictor, folder);
  await predictor.dispose();
  expect(deviation.masks).toBeGreaterThan(40);
  expect(deviation.lowestIou).toBeGreaterThanOrEqual(0.99);
}, 240_000);

test('nothing but the manifest is read before the model is loaded', async () => {
  const manifest = await tiny.manifest();
  expect(manifest.id).toBe('medicosam-tiny');
  expect(manifest.weights.map(({ storage }) => storage)).toEqual(['w16']);
});
