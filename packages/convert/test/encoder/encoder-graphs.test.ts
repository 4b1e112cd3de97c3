import { PART_NAMES } from '@medicosam/core';
import { checkGraph, type Graph, graphOperators, inferShapes, writeGraph } from '@medicosam/onnx';
import { describe, expect, test } from 'vitest';
import { expectedTensors } from '../../src/describe/index.js';
import { buildEncoder, planEncoder } from '../../src/encoder/index.js';
import { networks } from '../describe/support/networks.js';
import { encoderLayout } from './support/run-encoder.js';

/** Operators that TensorFlow.js has too, or that it can be told by shapes known beforehand. */
const PLAIN = [
  'Abs',
  'Add',
  'Cast',
  'Concat',
  'Conv',
  'Div',
  'Equal',
  'Erf',
  'Expand',
  'Gather',
  'Identity',
  'MatMul',
  'Mul',
  'Pow',
  'Range',
  'ReduceMean',
  'Reshape',
  'Slice',
  'Softmax',
  'Split',
  'Sqrt',
  'Sub',
  'Sum',
  'Transpose',
  'Unsqueeze',
];

for (const [model, { encoder, decoder }] of Object.entries(networks)) {
  const { layout } = encoderLayout(encoder);
  const plan = planEncoder(encoder);

  describe(`the plan of ${model}`, () => {
    const used = new Set(plan.flatMap(({ from }) => from));
    const keys = [...expectedTensors({ encoder, decoder }).keys()].filter((key) =>
      key.startsWith('image_encoder.'),
    );

    test('uses every tensor of the encoder and no other', () => {
      expect(keys.filter((key) => !used.has(key))).toEqual([]);
      expect([...used].filter((key) => !keys.includes(key))).toEqual([]);
    });

    test('makes a w16 file of little more than half the size', () => {
      const bytes = (half: boolean) => encoderLayout(encoder, half).totalBytes;
      expect(bytes(true) / bytes(false)).toBeLessThan(model === 'vitMini' ? 0.6 : 0.53);
    });
  });

  for (const lowering of ['tiled', 'fused'] as const) {
    describe(`the ${lowering} encoder of ${model}`, () => {
      const graph = buildEncoder(encoder, lowering, layout);
      const shapes = inferShapes(graph);
      const dimsOf = (name: string) => shapes.get(name)?.dims?.map(Number) ?? [Number.NaN];

      test('is a valid graph in a small file', () => {
        checkGraph(graph);
        expect(writeGraph(graph).length).toBeLessThan(encoder.kind === 'tiny-vit' ? 300_000 : 1_500_000);
      });

      test('has the inputs and outputs of the contract', () => {
        const { image, imageEmbedding } = PART_NAMES.encoder;
        const { imageSize, outChannels, grid } = encoder;
        const input = { name: image, type: 'float32', dims: [1, 3, imageSize, imageSize] };
        const output = { name: imageEmbedding, type: 'float32', dims: [1, outChannels, grid, grid] };
        expect(graph.inputs).toEqual([input]);
        expect(graph.outputs).toEqual([output]);
        expect(dimsOf(imageEmbedding)).toEqual(output.dims);
      });

      test('uses every tensor of the plan', () => {
        const used = new Set(graph.initializers.map(({ name }) => name));
        expect(plan.filter(({ name }) => !used.has(name))).toEqual([]);
      });

      test(`has plain operators${lowering === 'fused' ? ' but for its attention' : ' only'}`, () => {
        const others = graphOperators(graph).filter(({ domain, op }) => domain !== '' || !PLAIN.includes(op));
        const attentions = others.reduce((sum, { count }) => sum + count, 0);
        expect(others.every(({ op }) => op === 'MultiHeadAttention')).toBe(true);
        expect(attentions > 0).toBe(lowering === 'fused');
      });

      test('has nothing of more than six axes, which TensorFlow.js could not transpose', () => {
        const ranks = graph.nodes.flatMap(({ outputs }) => outputs.map((name) => dimsOf(name).length));
        expect(Math.max(...ranks)).toBeLessThanOrEqual(6);
      });

      test('is the same every time it is built', () => {
        const again = writeGraph(buildEncoder(encoder, lowering, layout));
        expect(Buffer.compare(again, writeGraph(graph))).toBe(0);
      });

      test('makes nothing larger than a WebGPU buffer of 128 MB', () => {
        expect(largest(graph, dimsOf)).toBeLessThanOrEqual(128 * 2 ** 20);
      });
    });
  }
}

/** Bytes of the largest float32 that a node makes. */
const largest = ({ nodes }: Graph, dimsOf: (name: string) => number[]): number =>
  Math.max(
    ...nodes.flatMap(({ outputs }) => outputs.map((name) => 4 * dimsOf(name).reduce((a, b) => a * b, 1))),
  );
