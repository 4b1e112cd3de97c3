import { bytesSource, loadPredictor, type ModelSource, readManifest } from '@medicosam/core';
import { onnxWeb } from '@medicosam/onnx-web';
import { describe, expect, onTestFinished, test } from 'vitest';
import { miniModel } from './support/mini-model.js';
import { picture } from './support/mini-run.js';

const BOX = { box: [30, 30, 150, 130] as const };

/** The small model with one bit of a file flipped. */
async function altered(kind: 'weights' | 'graph'): Promise<{ model: ModelSource; file: string }> {
  const { files } = await miniModel();
  const manifest = readManifest(files.get('manifest.json'));
  const encoder = manifest.graphs.find(({ part }) => part === 'encoder');
  const file = (kind === 'weights' ? encoder?.weights : encoder?.file) ?? '';
  const bytes = Uint8Array.from(files.get(file) ?? []);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  const open = async (name: string) =>
    bytesSource(name === file ? bytes : (files.get(name) ?? new Uint8Array()));
  return { model: { manifest: async () => manifest, open }, file };
}

describe('on wasm', () => {
  test.each(['weights', 'graph'] as const)(
    'one altered bit in the %s is MODEL_CHECKSUM_MISMATCH',
    async (kind) => {
      const { model, file } = await altered(kind);
      const predictor = await loadPredictor({ model, backend: onnxWeb() });
      onTestFinished(() => predictor.dispose());
      await expect(predictor.encode(picture())).rejects.toMatchObject({
        code: 'MODEL_CHECKSUM_MISMATCH',
        message: expect.stringContaining(file),
      });
    },
  );

  test('a predictor that is disposed of while it works rejects with DISPOSED, and leaves nothing', async () => {
    const backend = onnxWeb();
    const predictor = await loadPredictor({ model: await miniModel(), backend });
    const embedding = await predictor.encode(picture());
    await predictor.predict(embedding, BOX);
    const outcomes = Promise.allSettled([
      predictor.predict(embedding, BOX),
      predictor.predictMany(embedding, [BOX, BOX]),
      predictor.encode(picture()),
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    const disposing = predictor.dispose();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'DISPOSED' } });
    }
    await disposing;
    await expect(predictor.predict(embedding, BOX)).rejects.toMatchObject({ code: 'DISPOSED' });
    embedding.release();
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });
});
