import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import {
  type AttributeInput,
  checkGraph,
  type DataType,
  float,
  type Graph,
  GraphBuilder,
  inferShapes,
  type Value,
} from '../../src/index.js';
import { evaluateSize } from '../support/evaluate-size.js';
import { runGraph, typeOf } from '../support/onnxruntime.js';
import { EMPTY_LAYOUT } from '../support/small-graph.js';

/** A constant of int64 values, an input by its sizes (float32 unless stated), or an absent input. */
type Argument = { ints: number[]; dims?: number[] } | { dims: number[]; type?: DataType } | null;

interface Case {
  readonly op: string;
  readonly inputs: readonly Argument[];
  readonly attributes?: Record<string, AttributeInput>;
  readonly outputs?: number;
  readonly domain?: string;
  readonly opset?: number;
}

const x = (...dims: number[]): Argument => ({ dims });
const int32 = (...dims: number[]): Argument => ({ dims, type: 'int32' });
const bool = (...dims: number[]): Argument => ({ dims, type: 'bool' });
const ints = (...values: number[]): Argument => ({ ints: values });
const int = (value: number): Argument => ({ ints: [value], dims: [] });

const MS = 'com.microsoft';
const END = 2 ** 63;

const CASES: readonly Case[] = [
  ...[
    'Erf',
    'Sqrt',
    'Neg',
    'Sin',
    'Cos',
    'Relu',
    'Tanh',
    'Sigmoid',
    'Identity',
    'Exp',
    'Floor',
    'Reciprocal',
  ].map((op): Case => ({ op, inputs: [x(2, 3)] })),
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Greater', 'Less', 'Equal', 'GreaterOrEqual', 'LessOrEqual'].map(
    (op): Case => ({ op, inputs: [x(2, 1, 3), x(4, 1)] }),
  ),
  { op: 'Add', inputs: [int32(3), int32(2, 1)] },
  { op: 'Div', inputs: [ints(7, 8), ints(2)] },
  { op: 'Pow', inputs: [x(3), int32(3)] },
  ...['Sum', 'Min', 'Max'].map((op): Case => ({ op, inputs: [x(2, 3), x(3), x(1, 1)] })),
  { op: 'Not', inputs: [bool(2, 3)] },
  { op: 'Where', inputs: [bool(2, 1), x(3), x(1, 1)] },
  { op: 'Where', inputs: [bool(2), ints(1, 2), ints(5)] },
  { op: 'Cast', inputs: [x(2, 3)], attributes: { to: 10 } },
  { op: 'Cast', inputs: [bool(2, 3)], attributes: { to: 6 } },
  { op: 'Clip', inputs: [x(2, 3)] },
  { op: 'Softmax', inputs: [x(2, 3)], attributes: { axis: -1 } },
  { op: 'Gelu', inputs: [x(2, 3)], opset: 20 },
  { op: 'Gelu', inputs: [x(2, 3)], domain: MS },
  { op: 'MatMul', inputs: [x(2, 3), x(3, 4)] },
  { op: 'MatMul', inputs: [x(5, 1, 2, 3), x(6, 3, 4)] },
  { op: 'MatMul', inputs: [x(3), x(2, 3, 4)] },
  { op: 'MatMul', inputs: [x(2, 2, 3), x(3)] },
  { op: 'MatMul', inputs: [x(3), x(3)] },
  { op: 'Gemm', inputs: [x(2, 3), x(3, 4), x(4)] },
  { op: 'Gemm', inputs: [x(3, 2), x(4, 3)], attributes: { transA: 1, transB: 1, alpha: float(0.5) } },
  { op: 'Conv', inputs: [x(1, 3, 17, 16), x(5, 3, 3, 2)] },
  { op: 'Conv', inputs: [x(2, 3, 16, 16), x(5, 3, 4, 4), x(5)], attributes: { strides: [4, 3] } },
  {
    op: 'Conv',
    inputs: [x(1, 4, 9, 9), x(8, 1, 3, 3)],
    attributes: { group: 4, pads: [1, 0, 2, 1], dilations: [2, 1], kernel_shape: [3, 3] },
  },
  { op: 'Conv', inputs: [x(1, 2, 9), x(3, 2, 3)], attributes: { auto_pad: 'SAME_UPPER', strides: [2] } },
  { op: 'Conv', inputs: [x(1, 2, 9), x(3, 2, 3)], attributes: { auto_pad: 'VALID', strides: [2] } },
  { op: 'ConvTranspose', inputs: [x(1, 4, 5, 6), x(4, 3, 2, 2)], attributes: { strides: [2, 2] } },
  {
    op: 'ConvTranspose',
    inputs: [x(1, 4, 5, 6), x(4, 3, 3, 3)],
    attributes: { strides: [2, 3], pads: [1, 0, 1, 1], output_padding: [1, 0], dilations: [2, 1], group: 2 },
  },
  {
    op: 'ConvTranspose',
    inputs: [x(1, 4, 5, 6), x(4, 3, 3, 3)],
    attributes: { strides: [2, 2], output_shape: [10, 12] },
  },
  { op: 'Transpose', inputs: [x(2, 3, 4)], attributes: { perm: [2, 0, 1] } },
  { op: 'Transpose', inputs: [x(2, 3, 4)] },
  { op: 'Reshape', inputs: [x(2, 3, 4), ints(0, -1)] },
  { op: 'Reshape', inputs: [x(2, 3, 4), ints(-1, 0, 2)] },
  { op: 'Reshape', inputs: [x(2, 3, 4), ints(4, 6)] },
  { op: 'Reshape', inputs: [x(1, 1), { ints: [], dims: [0] }] },
  { op: 'Reshape', inputs: [x(0, 3), ints(0, 5)], attributes: { allowzero: 1 } },
  { op: 'Flatten', inputs: [x(2, 3, 4)], attributes: { axis: 2 } },
  { op: 'Flatten', inputs: [x(2, 3, 4)], attributes: { axis: 3 } },
  { op: 'Unsqueeze', inputs: [x(2, 3), ints(0, -1)] },
  { op: 'Unsqueeze', inputs: [x(2, 3)], attributes: { axes: [0, 3] }, opset: 11 },
  { op: 'Squeeze', inputs: [x(1, 3, 1), ints(-1)] },
  { op: 'Squeeze', inputs: [x(1, 3, 1)] },
  { op: 'Squeeze', inputs: [x(1, 3, 1)], attributes: { axes: [0] }, opset: 11 },
  { op: 'Expand', inputs: [x(3, 1), ints(2, 1, 4)] },
  { op: 'Expand', inputs: [x(2, 3), ints(1)] },
  { op: 'Tile', inputs: [x(2, 3), ints(2, 1)] },
  { op: 'Concat', inputs: [x(2, 3), x(2, 1), x(2, 4)], attributes: { axis: -1 } },
  { op: 'Concat', inputs: [ints(1, 2), ints(3)], attributes: { axis: 0 } },
  { op: 'Slice', inputs: [x(5, 6), ints(1, -4), ints(4, END)] },
  { op: 'Slice', inputs: [x(5, 6), ints(1), ints(-1), ints(1)] },
  { op: 'Slice', inputs: [x(5, 6), ints(0), ints(100), ints(-1), ints(4)] },
  { op: 'Slice', inputs: [x(5, 6), ints(-1), ints(-END), ints(0), ints(-2)] },
  { op: 'Slice', inputs: [x(5, 6), ints(4), ints(2), ints(0)] },
  { op: 'Slice', inputs: [x(5, 6), ints(100), ints(-100), ints(1), ints(-1)] },
  { op: 'Slice', inputs: [x(5, 6)], attributes: { starts: [1], ends: [3], axes: [1] }, opset: 9 },
  { op: 'Split', inputs: [x(2, 6)], attributes: { axis: 1 }, outputs: 3 },
  { op: 'Split', inputs: [x(2, 6), ints(1, 5)], attributes: { axis: -1 }, outputs: 2 },
  { op: 'Split', inputs: [x(7, 2)], attributes: { num_outputs: 3 }, outputs: 3, opset: 18 },
  { op: 'Split', inputs: [x(7, 2)], attributes: { split: [3, 4] }, outputs: 2, opset: 11 },
  { op: 'Pad', inputs: [x(2, 3), ints(0, 1, 2, 3)] },
  { op: 'Pad', inputs: [x(2, 3), ints(0, -1, 2, 0)] },
  { op: 'Pad', inputs: [x(2, 3, 4), ints(1, 2), null, ints(-1)], opset: 18 },
  { op: 'Gather', inputs: [x(5, 6), ints(0, 2, 4)], attributes: { axis: 1 } },
  { op: 'Gather', inputs: [x(5, 6), int(-1)] },
  { op: 'Gather', inputs: [x(5, 6), int32(2, 3)] },
  { op: 'Gather', inputs: [ints(7, 8, 9), ints(2, -3)] },
  { op: 'ReduceMean', inputs: [x(2, 3, 4)], attributes: { axes: [-1] } },
  { op: 'ReduceMean', inputs: [x(2, 3, 4), ints(0, 2)], attributes: { keepdims: 0 }, opset: 18 },
  { op: 'ReduceMean', inputs: [x(2, 3, 4)], attributes: { noop_with_empty_axes: 1 }, opset: 18 },
  { op: 'ReduceSum', inputs: [x(2, 3, 4), ints(1)] },
  { op: 'ReduceSum', inputs: [x(2, 3, 4)], attributes: { keepdims: 0 } },
  { op: 'ReduceMax', inputs: [x(2, 3, 4)], attributes: { axes: [1], keepdims: 0 } },
  { op: 'ArgMax', inputs: [x(2, 3, 4)], attributes: { axis: 1, keepdims: 0 } },
  { op: 'LayerNormalization', inputs: [x(2, 3, 4), x(4), x(4)], outputs: 1 },
  { op: 'LayerNormalization', inputs: [x(2, 3, 4), x(3, 4)], attributes: { axis: 1 }, outputs: 3 },
  {
    op: 'MultiHeadAttention',
    domain: MS,
    inputs: [x(2, 3, 8), x(2, 5, 8), x(2, 5, 4)],
    attributes: { num_heads: 2, scale: float(1) },
  },
  {
    op: 'MultiHeadAttention',
    domain: MS,
    inputs: [x(2, 3, 8), x(2, 3, 8), x(2, 3, 8), null, null, x(2, 2, 3, 3)],
    attributes: { num_heads: 2 },
  },
  {
    op: 'MultiHeadAttention',
    domain: MS,
    inputs: [x(2, 3, 8), x(2, 2, 5, 4), x(2, 2, 5, 4)],
    attributes: { num_heads: 2 },
  },
  { op: 'Shape', inputs: [x(2, 3, 4)] },
  { op: 'Shape', inputs: [x(2, 3, 4)], attributes: { start: 1, end: -1 } },
  { op: 'ConstantOfShape', inputs: [ints(2, 3)] },
  {
    op: 'ConstantOfShape',
    inputs: [ints(2)],
    attributes: {
      value: { kind: 'tensor', value: { type: 'int32', dims: [1], data: Uint8Array.of(7, 0, 0, 0) } },
    },
  },
  { op: 'Range', inputs: [int(1), int(10), int(3)] },
  { op: 'Range', inputs: [int(5), int(0), int(-2)] },
  { op: 'OneHot', inputs: [{ ints: [0, 1, 2, 3, 4, 5], dims: [2, 3] }, int(5), ints(0, 1)] },
  { op: 'OneHot', inputs: [ints(1, -1), int(3), ints(0, 1)], attributes: { axis: 0 } },
  { op: 'Constant', inputs: [], attributes: { value_ints: [1, 2, 3] } },
  { op: 'Constant', inputs: [], attributes: { value_float: float(0.5) } },
  {
    op: 'Constant',
    inputs: [],
    attributes: {
      value: { kind: 'tensor', value: { type: 'bool', dims: [1, 2], data: Uint8Array.of(0, 1) } },
    },
  },
];

/** A graph of the one operator, each input's sizes named by `name`, or numbers where that gives none. */
function graphOf(
  { op, inputs, attributes = {}, outputs = 1, domain = '', opset = 17 }: Case,
  name: (input: number, axis: number, size: number) => string | undefined,
): Graph {
  const builder = new GraphBuilder('case', EMPTY_LAYOUT, opset);
  const values = inputs.map((input, i): Value | null => {
    if (!input) return null;
    if ('ints' in input) return builder.ints(input.ints, input.dims ?? [input.ints.length]);
    const dims = input.dims.map((size, axis) => name(i, axis, size) ?? size);
    return builder.input(`x${i}`, input.type ?? 'float32', dims);
  });
  const results = builder.nodes(op, values, outputs, attributes, domain);
  const graph = builder.build('test');
  // Outputs are stated with free sizes, so that nothing but the operator decides their shape.
  const inferred = inferShapes(graph);
  const stated = results.flatMap((result) => {
    const { type, dims } = inferred.get(result) ?? {};
    return type && dims ? [{ name: result, type, dims: dims.map(() => '') }] : [];
  });
  return { ...graph, outputs: stated };
}

function feedsOf({ inputs }: Case): Record<string, ort.Tensor> {
  const feeds = inputs.flatMap((input, i): [string, ort.Tensor][] => {
    if (!input || 'ints' in input) return [];
    const count = input.dims.reduce((product, size) => product * size, 1);
    const { type = 'float32', dims } = input;
    if (type === 'int32') return [[`x${i}`, new ort.Tensor('int32', new Int32Array(count).fill(1), dims)]];
    if (type === 'bool') return [[`x${i}`, new ort.Tensor('bool', new Uint8Array(count).fill(1), dims)]];
    return [[`x${i}`, new ort.Tensor('float32', new Float32Array(count).fill(1), dims)]];
  });
  return Object.fromEntries(feeds);
}

const title = ({ op, domain, inputs, attributes, opset = 17 }: Case) => {
  const shapes = inputs.map((input) =>
    input ? ('ints' in input ? `=${input.ints}` : `${input.dims}`) : '_',
  );
  return `${domain ? 'ms.' : ''}${op}-${opset} [${shapes.join('] [')}] ${JSON.stringify(attributes ?? {}).slice(0, 70)}`;
};

describe('an inferred shape is the one that ONNX Runtime gives', () => {
  it.each(CASES.map((item) => [title(item), item] as const))('%s', async (_, item) => {
    const graph = graphOf(item, () => undefined);
    checkGraph(graph);
    const results = await runGraph(graph, feedsOf(item));
    const inferred = inferShapes(graph);
    expect(Object.keys(results)).toHaveLength(item.outputs ?? 1);
    for (const [name, tensor] of Object.entries(results)) {
      expect({ name, ...inferred.get(name) }).toEqual({ name, type: typeOf(tensor), dims: [...tensor.dims] });
    }
    // With free sizes: one a length, and one an axis. What is stated then must hold for these numbers too.
    const names = [
      (_input: number, _axis: number, size: number) => (size > 1 ? `s${size}` : undefined),
      (input: number, axis: number, size: number) => (size > 0 ? `x${input}_${axis}` : undefined),
    ];
    for (const free of names) {
      const numbers: Record<string, number> = {};
      const symbolic = graphOf(item, (input, axis, size) => {
        const symbol = free(input, axis, size);
        if (symbol) numbers[symbol] = size;
        return symbol;
      });
      const found = inferShapes(symbolic);
      for (const [name, tensor] of Object.entries(results)) {
        const dims = found.get(name)?.dims;
        const sizes = dims?.map((size, i) => evaluateSize(size, numbers) ?? tensor.dims[i]);
        if (sizes) expect({ name, dims, sizes }).toEqual({ name, dims, sizes: [...tensor.dims] });
      }
    }
  });
});
