import { type ByteSource, bytesSource, type GraphSource, isMedicoSamError } from '@medicosam/core';
import {
  type AttributeInput,
  float,
  GraphBuilder,
  layoutSafetensors,
  type Value,
  writeGraph,
} from '@medicosam/onnx';
import { miniModel } from '@medicosam/testkit';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { tfjs } from '../../src/index.js';
import { inOneFile } from './support/on-tfjs.js';

const { layout, totalBytes } = layoutSafetensors('weights.safetensors', [
  { name: 'factor', type: 'float32', dims: [3] },
]);

/** A source that counts how often it is read. */
function counted(source: ByteSource) {
  const state = { reads: 0 };
  const read: ByteSource['read'] = (offset, length) => {
    state.reads++;
    return source.read(offset, length);
  };
  return { state, source: { size: source.size, read, close: () => source.close() } };
}

/** What opening a graph throws, and that nothing was read of its weights or left behind. */
async function refusal(source: GraphSource) {
  const backend = tfjs({ tf });
  const tensors = tf.memory().numTensors;
  const weights = counted(source.weights);
  const opening = backend.open({ ...source, weights: weights.source }, { device: 'wasm' });
  const error = await opening.catch((reason: unknown) => reason);
  expect(weights.state.reads).toBe(0);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  if (!isMedicoSamError(error)) throw error;
  return error;
}

type Attributes = Readonly<Record<string, AttributeInput>>;
type Operands = (graph: GraphBuilder, x: Value) => readonly (Value | null)[];

/** x · factor, and an operator after it. */
function graphWith(op: string, attributes: Attributes, operands: Operands, domain = ''): GraphSource {
  const graph = new GraphBuilder('refused', layout);
  const x = graph.node('Mul', [graph.input('x', 'float32', [2, 3]), graph.weight('factor')]);
  const y = graph.scope('late', () => graph.node(op, operands(graph, x), attributes, domain));
  graph.output('y', y, 'float32', ['a', 'b']);
  return {
    ...inOneFile(writeGraph(graph.build('test'))),
    weights: bytesSource(new Uint8Array(totalBytes)),
    weightsName: layout.file,
  };
}

const alone: Operands = (_, x) => [x];
const UNSUPPORTED: readonly (readonly [
  op: string,
  what: string,
  attributes: Attributes,
  operands: Operands,
])[] = [
  ['Einsum', 'has 3 operands', { equation: 'ab,bc,cd->ad' }, (_, x) => [x, x, x]],
  ['Einsum', "has a letter twice in a term of 'aa->a'", { equation: 'aa->a' }, alone],
  ['Einsum', "has the equation '...a->a'", { equation: '...a->a' }, alone],
  ['Resize', "interpolates by 'cubic'", { mode: 'cubic' }, (graph, x) => [x, null, graph.floats([1, 2])]],
  [
    'Resize',
    "places its cells by 'tf_crop_and_resize'",
    { coordinate_transformation_mode: 'tf_crop_and_resize' },
    (graph, x) => [x, graph.floats([0, 0, 1, 1]), graph.floats([1, 2])],
  ],
  [
    'ScatterND',
    "combines values by 'add'",
    { reduction: 'add' },
    (graph, x) => [x, graph.ints([0], [1, 1]), x],
  ],
  ['GatherND', 'has batch_dims', { batch_dims: 1 }, (graph, x) => [x, graph.ints([0, 1], [2, 1])]],
  ['ArgMax', 'takes the last of equal values', { select_last_index: 1 }, alone],
  [
    'Pad',
    'pads otherwise than with a constant',
    { mode: 'reflect' },
    (graph, x) => [x, graph.ints([0, 1, 0, 1])],
  ],
  ['Cast', 'goes to a type other than', { to: 10 }, alone],
  ['Conv', 'is not one of images', { kernel_shape: [1, 1, 1] }, (_, x) => [x, x]],
  ['ConvTranspose', 'has groups', { group: 2 }, (_, x) => [x, x]],
];

beforeAll(() => tf.setBackend('wasm'));

describe('before a weight is read, GRAPH_UNSUPPORTED names the node', () => {
  test('of an operator that is not covered', async () => {
    const error = await refusal(graphWith('LpNormalization', { p: 2 }, alone));
    expect(error).toMatchObject({
      code: 'GRAPH_UNSUPPORTED',
      message: "The LpNormalization node 'late/LpNormalization' is of an operator that is not computed here.",
      details: { node: 'late/LpNormalization', op: 'LpNormalization' },
    });
    expect(error.hint).toContain('tiled');
  });

  test('of ONNX Runtime’s own operators', async () => {
    const attributes = { num_heads: 1, scale: float(1) };
    const error = await refusal(
      graphWith('MultiHeadAttention', attributes, (_, x) => [x, x, x], 'com.microsoft'),
    );
    expect(error.code).toBe('GRAPH_UNSUPPORTED');
    expect(error.message).toContain("com.microsoft.MultiHeadAttention node 'late/MultiHeadAttention'");
  });

  test('of a product in 8 bits, as int8 storage has them', async () => {
    const operands: Operands = (graph, x) => [x, graph.int8s([1, 2, 3], [3, 1]), graph.floats([1])];
    const error = await refusal(graphWith('DynamicQuantizeMatMul', {}, operands, 'com.microsoft'));
    expect(error.code).toBe('GRAPH_UNSUPPORTED');
    expect(error.message).toContain("com.microsoft.DynamicQuantizeMatMul node 'late/DynamicQuantizeMatMul'");
  });

  test('in the fused encoder of a model folder', async () => {
    const model = miniModel('tinyvit-mini');
    const { id, hash, graphs } = await model.manifest();
    const fused = graphs.find(({ lowering }) => lowering === 'fused');
    if (!fused) throw new Error('tinyvit-mini has no fused graph.');
    const error = await refusal({
      model: { id, hash },
      part: fused.part,
      sha256: fused.sha256,
      graph: await model.open(fused.file),
      weights: await model.open(fused.weights),
      weightsName: fused.weights,
    });
    expect(error.code).toBe('GRAPH_UNSUPPORTED');
    expect(error.message).toMatch(/^The com\.microsoft\.MultiHeadAttention node '[^']+' is of an operator/);
  });

  test.each(UNSUPPORTED)('of %s that %s', async (op, what, attributes, operands) => {
    const error = await refusal(graphWith(op, attributes, operands));
    expect(error.code).toBe('GRAPH_UNSUPPORTED');
    expect(error.message).toContain(`The ${op} node 'late/${op}' ${what}`);
  });

  test('that gives a shape and is computed on the device only', async () => {
    const error = await refusal(
      graphWith('Reshape', {}, (graph, x) => {
        const shape = graph.node('Cast', [graph.node('Softmax', [x])], { to: 7 });
        return [x, shape];
      }),
    );
    expect(error).toMatchObject({ code: 'GRAPH_UNSUPPORTED', details: { op: 'Softmax' } });
    expect(error.message).toContain('gives a shape or an axis, and is computed on the device only');
  });
});

test('an export with an input of int64 is TYPE_UNSUPPORTED, naming it', async () => {
  const graph = new GraphBuilder('wide', layout);
  const x = graph.input('point_labels', 'int64', [1, 2]);
  graph.output('y', graph.node('Cast', [x], { to: 1 }), 'float32', [1, 2]);
  const error = await refusal(inOneFile(writeGraph(graph.build('test'))));
  expect(error.code).toBe('TYPE_UNSUPPORTED');
  expect(error.message).toContain('point_labels is int64');
});
