import { readFileSync } from 'node:fs';
import { checkpointSource } from '@medicosam/convert';
import { bytesSource, loadPredictor } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { describe, expect, test } from 'vitest';
import { compareWithGolden } from './golden-comparison.js';
import { hasShared, isProof, shared } from './shared-data.js';

const read = (file: string) => bytesSource(new Uint8Array(readFileSync(new URL(`models/${file}`, shared))));

describe.runIf(hasShared && isProof)('checkpoints converted on first use', () => {
  test('the float32 conversion of this model gives PyTorch’s masks, scores and logits', async () => {
    const model = checkpointSource([read('mobile_sam.pt'), read('medicosam_tiny_decoder.pt')]);
    const predictor = await loadPredictor({ model, backend: onnxNode() });
    const deviation = await compareWithGolden(predictor, new URL('./golden/', import.meta.url));
    await predictor.dispose();
    expect(deviation.lowestIou).toBeGreaterThanOrEqual(0.999);
    expect(deviation.scores).toBeLessThanOrEqual(2e-3);
    expect(deviation.logits).toBeLessThanOrEqual(1);
  }, 300_000);

  test.each([
    { storage: 'fp32', lowestIou: 0.999 },
    { storage: 'w16', lowestIou: 0.99 },
  ] as const)(
    'mobile_sam.pt in $storage gives PyTorch’s masks',
    async ({ storage, lowestIou }) => {
      const model = checkpointSource(read('mobile_sam.pt'), { storage });
      const predictor = await loadPredictor({ model, backend: onnxNode() });
      const deviation = await compareWithGolden(
        predictor,
        new URL('golden/mobile_sam/', shared),
        new URL('golden/', shared),
      );
      await predictor.dispose();
      expect(deviation.masks).toBeGreaterThan(40);
      expect(deviation.lowestIou).toBeGreaterThanOrEqual(lowestIou);
      if (storage === 'fp32') {
        expect(deviation.scores).toBeLessThanOrEqual(2e-3);
        expect(deviation.logits).toBeLessThanOrEqual(1);
      }
    },
    300_000,
  );
});
