import { loadPredictor, type Predictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { onnxWeb } from '@medicosam/onnx-web';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GOLDEN_CASES, goldenOverlaps } from '../../../models/tiny/test/golden-overlaps.js';

/** Wasm with one thread encodes for seconds; the others are for `npm run prove`. */
const shown = process.env['MEDICOSAM_PROVE'] ? GOLDEN_CASES : GOLDEN_CASES.slice(0, 1);
const TIMEOUT_MS = 240_000;

let wasm: Predictor;
let node: Predictor;
beforeAll(async () => {
  [wasm, node] = await Promise.all([
    loadPredictor({ model: tiny, backend: onnxWeb(), device: 'wasm' }),
    loadPredictor({ model: tiny, backend: onnxNode(), device: 'cpu' }),
  ]);
}, TIMEOUT_MS);
afterAll(() => Promise.all([wasm.dispose(), node.dispose()]));

describe('the default model on wasm', () => {
  test.each(shown)(
    'gives the masks of onnx-node for every prompt on $image',
    async (golden) => {
      expect([wasm.info.device, node.info.device]).toEqual(['wasm', 'cpu']);
      const overlaps = await goldenOverlaps(wasm, node, golden);
      // Five prompt sets, of which boxes may be several objects, four candidates each.
      expect(overlaps.length).toBeGreaterThanOrEqual(20);
      expect(overlaps.filter(({ overlap }) => !(overlap >= 0.999))).toEqual([]);
      expect(overlaps.filter(({ area }) => area > 100).length).toBeGreaterThan(15);
    },
    TIMEOUT_MS,
  );
});
