import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import {
  checkGraph,
  float16ToFloat32,
  float32ToFloat16,
  GraphBuilder,
  layoutSafetensors,
  type TensorPlan,
  writeGraph,
} from '../src/index.js';
import { floatsOf, runFile, runGraph } from './support/onnxruntime.js';

const FILE = 'weights.safetensors';
/** float16 first and of an odd count, so that the float32 matrix after it is not aligned. */
const PLANS: readonly TensorPlan[] = [
  { name: 'bias', type: 'float16', dims: [5] },
  { name: 'matrix', type: 'float32', dims: [3, 5] },
];
const BIAS = Float32Array.of(1.0009, -2.5, 6e-8, 65504, 1 / 3);
const MATRIX = Float32Array.from({ length: 15 }, (_, i) => Math.sin(i + 1));

function weightsFile() {
  const { layout, header, totalBytes } = layoutSafetensors(FILE, PLANS);
  const bytes = new Uint8Array(totalBytes);
  bytes.set(header);
  const halves = float32ToFloat16(BIAS);
  bytes.set(new Uint8Array(halves.buffer), layout.entries.get('bias')?.offset);
  bytes.set(new Uint8Array(MATRIX.buffer), layout.entries.get('matrix')?.offset);
  return { layout, bytes, bias: float16ToFloat32(halves) };
}

function buildGraph(layout: ReturnType<typeof weightsFile>['layout']) {
  const builder = new GraphBuilder('affine', layout);
  const x = builder.input('x', 'float32', ['n', 3]);
  const product = builder.node('MatMul', [x, builder.weight('matrix')]);
  builder.output('product', product, 'float32', ['n', 5]);
  builder.output(
    'widened',
    builder.node('Expand', [builder.weight('bias'), builder.ints([5])]),
    'float32',
    [5],
  );
  const graph = builder.build('test');
  checkGraph(graph);
  return graph;
}

/** Rows of the unit matrix pick the weights' rows, without any rounding. */
const feeds = () => ({ x: new ort.Tensor('float32', [1, 0, 0, 0, 0, 1], [2, 3]) });
const picked = Float32Array.from([...MATRIX.subarray(0, 5), ...MATRIX.subarray(10, 15)]);

describe('a graph with its weights in a safetensors file', () => {
  it('runs from bytes, and float16 weights are widened exactly', async () => {
    const { layout, bytes, bias } = weightsFile();
    const results = await runGraph(buildGraph(layout), feeds(), [{ path: FILE, data: bytes }]);
    expect(floatsOf(results['product'])).toEqual(picked);
    expect(floatsOf(results['widened'])).toEqual(bias);
  });

  it('runs by path', async () => {
    const { layout, bytes, bias } = weightsFile();
    const folder = mkdtempSync(join(tmpdir(), 'medicosam-onnx-'));
    try {
      writeFileSync(join(folder, FILE), bytes);
      writeFileSync(join(folder, 'graph.onnx'), writeGraph(buildGraph(layout)));
      const results = await runFile(join(folder, 'graph.onnx'), feeds());
      expect(floatsOf(results['product'])).toEqual(picked);
      expect(floatsOf(results['widened'])).toEqual(bias);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('GraphBuilder', () => {
  it('keeps 0 and −0 apart, and writes 2^63 as the largest int64', async () => {
    const builder = new GraphBuilder('constants', { file: FILE, entries: new Map() });
    const zeros = builder.node('Concat', [builder.floats([0]), builder.floats([-0])], { axis: 0 });
    builder.output('inverse', builder.node('Reciprocal', [zeros]), 'float32', [2]);
    const sliced = builder.node('Slice', [zeros, builder.ints([1]), builder.ints([2 ** 63])]);
    builder.output('sliced', sliced, 'float32', [1]);
    const results = await runGraph(builder.build('test'), {});
    expect([...floatsOf(results['inverse'])]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(results['sliced']?.dims).toEqual([1]);
  });
});
