import { PART_NAMES } from '@medicosam/core';
import { checkGraph, graphOperators, inferShapes, layoutSafetensors, writeGraph } from '@medicosam/onnx';
import { describe, expect, test } from 'vitest';
import { decoderParts, fewTokens, planDecoder } from '../../src/decoder/index.js';
import { expectedTensors } from '../../src/describe/index.js';
import { vitB } from '../describe/support/networks.js';
import { goldens } from './support/mini-models.js';
import { goldenObjects } from './support/objects.js';
import { difference, openDecoder, type WeightsStorage } from './support/run-decoder.js';

const { encoder, decoder } = vitB;
const plan = planDecoder(decoder);
const { layout } = layoutSafetensors(
  'weights.safetensors',
  plan.map(({ name, dims }) => ({ name, dims, type: 'float32' })),
);
const parts = decoderParts(decoder, encoder);

/** Operators that TensorFlow.js has too, or that it can be told by shapes known beforehand. */
const PLAIN = [
  'Add',
  'Cast',
  'Concat',
  'Cos',
  'Div',
  'Equal',
  'Erf',
  'Expand',
  'Gather',
  'GreaterOrEqual',
  'Identity',
  'MatMul',
  'Mul',
  'Pad',
  'Pow',
  'ReduceMean',
  'ReduceSum',
  'Relu',
  'Reshape',
  'Sin',
  'Slice',
  'Softmax',
  'Sqrt',
  'Sub',
  'Sum',
  'Transpose',
  'Unsqueeze',
];

describe('the plan', () => {
  test('uses every tensor of the prompt encoder and mask decoder', () => {
    const used = new Set(plan.flatMap(({ from }) => from));
    const keys = [...expectedTensors({ encoder, decoder }).keys()];
    const own = keys.filter((key) => /^(prompt_encoder|mask_decoder)\./.test(key));
    // Biases of keys move all scores of a query alike, so that the softmax does not see them.
    expect(own.filter((key) => !used.has(key) && !key.endsWith('k_proj.bias'))).toEqual([]);
    expect([...used].filter((key) => !own.includes(key))).toEqual([]);
  });

  test('keeps the position matrix in float32', () => {
    expect(plan.find(({ name }) => name === 'decoder/position')?.keepFloat32).toBe(true);
  });

  test('holds nothing twice: its graphs together use every tensor, and each is as large as in the checkpoint', () => {
    const used = new Set(parts.flatMap(({ build }) => build(layout).initializers.map(({ name }) => name)));
    expect(plan.filter(({ name }) => !used.has(name))).toEqual([]);
    const count = plan.reduce((sum, { dims }) => sum + dims.reduce((a, b) => a * b, 1), 0);
    expect(count).toBeLessThan(4_100_000);
  });
});

for (const { part, when, build } of parts) {
  describe(`${part}${when ? ` up to ${when.maxTokens} tokens` : ''}`, () => {
    const graph = build(layout);

    test('is a valid graph of plain operators in a small file', () => {
      checkGraph(graph);
      const operators = graphOperators(graph);
      expect(operators.filter(({ domain, op }) => domain !== '' || !PLAIN.includes(op))).toEqual([]);
      expect(writeGraph(graph).length).toBeLessThan(64 * 1024);
    });

    test('has the shapes of the contract for any number of objects and points', () => {
      const shapes = inferShapes(graph);
      for (const { name, dims, type } of graph.outputs) {
        expect(shapes.get(name), name).toEqual({ type, dims });
      }
    });

    test('transposes nothing of more than four axes', () => {
      const shapes = inferShapes(graph, { n: 2, p: 3 });
      const ranks = graph.nodes
        .filter(({ op }) => op === 'Transpose')
        .map(({ outputs }) => shapes.get(outputs[0] ?? '')?.dims?.length ?? Number.NaN);
      expect(Math.max(...ranks)).toBe(4);
    });
  });
}

test('names of inputs and outputs are those of the contract', () => {
  const names = (wanted: string) => {
    const graph = parts.find(({ part }) => part === wanted)?.build(layout);
    return [graph?.inputs.map(({ name }) => name), graph?.outputs.map(({ name }) => name)];
  };
  const { imageKeys, decoder: d } = PART_NAMES;
  const made = [imageKeys.imageTokens, imageKeys.imageK0, imageKeys.imageV0, imageKeys.imageQ0];
  const answers = [d.lowResLogits, d.predictedIou];
  expect(names('image-keys')).toEqual([[imageKeys.imageEmbedding], made]);
  expect(names('decoder')).toEqual([[...made, d.points, d.labels], answers]);
  expect(names('decoder-mask')).toEqual([
    [imageKeys.imageEmbedding, d.maskInput, d.points, d.labels],
    answers,
  ]);
});

test('few tokens and the decoder’s own are as many as a projection has columns for each head', () => {
  expect(fewTokens(decoder) + 1 + decoder.masks).toBe(16);
});

test('weights stored as float16 compute what weights rounded to float16 do', async () => {
  const { cases, read } = goldens('vit_mini');
  const [golden] = cases;
  const prompts = golden?.prompts.find(({ name }) => name === 'points_mixed');
  if (!golden || !prompts) throw new Error('There is no such golden prompt set.');
  const answer = async (storage: WeightsStorage) => {
    const decoder = await openDecoder('vit_mini', { mask: false, tokens: 'few' }, storage);
    return decoder.run(read(golden.embedding), goldenObjects(golden, prompts));
  };
  const [half, rounded] = [await answer('float16'), await answer('rounded')];
  expect(difference(half.logits, rounded.logits)).toBeLessThan(1e-5);
  expect(difference(half.logits, read(prompts.low_res))).toBeGreaterThan(1e-4);
});
