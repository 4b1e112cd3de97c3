import { loadPredictor, type Predictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GOLDEN_CASES, goldenOverlaps } from '../../../models/tiny/test/golden-overlaps.js';
import { tfjs } from '../src/index.js';
import { tf } from './support/tensorflow.js';

const TIMEOUT_MS = 240_000;

/** Wasm with one thread encodes for many seconds an image. */
describe.runIf(process.env['MEDICOSAM_PROVE'])('the default model on wasm', () => {
  let ours: Predictor;
  let theirs: Predictor;
  beforeAll(async () => {
    ours = await loadPredictor({ model: tiny, backend: tfjs({ tf }), device: 'wasm' });
    theirs = await loadPredictor({ model: tiny, backend: onnxNode(), device: 'cpu' });
  }, TIMEOUT_MS);
  afterAll(() => Promise.all([ours.dispose(), theirs.dispose()]));

  test.each(GOLDEN_CASES)(
    'gives the masks of onnx-node for every prompt on $image',
    async (golden) => {
      expect([ours.info.device, theirs.info.device]).toEqual(['wasm', 'cpu']);
      const masks = await goldenOverlaps(ours, theirs, golden);
      // Five prompt sets, of which boxes may be several objects, four candidates each.
      expect(masks.length).toBeGreaterThanOrEqual(20);
      expect(masks.filter(({ overlap }) => !(overlap >= 0.998))).toEqual([]);
      expect(masks.filter(({ area }) => area > 100).length).toBeGreaterThan(15);
    },
    TIMEOUT_MS,
  );
});
