import { describe, expect, it } from 'vitest';
import { type Attribute, type Graph, graphOperators, type Initializer, printGraph } from '../src/index.js';
import { smallGraph } from './support/small-graph.js';

const lineOf = (attribute: Attribute, initializer?: Initializer) => {
  const graph: Graph = {
    name: 'g',
    irVersion: 8,
    opsets: [{ domain: '', version: 17 }],
    producer: '',
    nodes: [
      {
        op: 'Op',
        domain: '',
        name: '',
        inputs: ['', 'c', '_', 'a b'],
        outputs: ['y'],
        attributes: { a: attribute },
      },
    ],
    initializers: initializer ? [initializer] : [],
    inputs: [],
    outputs: [],
  };
  return printGraph(graph).split('\n').slice(1, -1);
};

describe('printGraph', () => {
  it('prints a line a node, constants in place, and shapes with free sizes', () => {
    expect(printGraph(smallGraph())).toBe(
      `graph small (IR 8, ai.onnx 17, com.microsoft 1)
input x: float32[n,4]
w: float32[4,8] from weights.safetensors
b: float16[8] from weights.safetensors
layer/MatMul = MatMul(x, w)  float32[n,8]
b/float32 = Cast(b) {to=1}  float32[8]
layer/Add = Add(layer/MatMul, b/float32)  float32[n,8]
layer/LayerNormalization = LayerNormalization(layer/Add, [0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5]) {axis=-1, epsilon=0.000001}  float32[n,8]
layer/Gelu = com.microsoft.Gelu(layer/LayerNormalization)  float32[n,8]
Reshape = Reshape(layer/Gelu, [0,2,-1])  float32[n,2,4]
Transpose = Transpose(Reshape) {perm=[1,0,2]}  float32[2,n,4]
Split:0, Split:1 = Split(Transpose) {axis=0}  float32[1,n,4], float32[1,n,4]
Mul = Mul(Split:0, Split:1)  float32[1,n,4]
y = Identity(Mul)  float32[1,n,4]
output y: float32[1,n,4]
`,
    );
  });

  it('puts numbers in for free sizes', () => {
    expect(printGraph(smallGraph(), { n: 3 })).toContain('MatMul(x, w)  float32[3,8]\n');
  });

  it('prints a graph whose shapes contradict each other, without them', () => {
    const text = printGraph({ ...smallGraph(), outputs: [{ name: 'y', type: 'float32', dims: [7] }] });
    expect(text).toContain('layer/MatMul = MatMul(x, w)\n');
  });

  it.each<[string, Attribute]>([
    ['-9223372036854775808', { kind: 'int', value: -(2 ** 63) }],
    ['2.0', { kind: 'float', value: 2 }],
    ['0.1', { kind: 'float', value: Math.fround(0.1) }],
    ['-0.0', { kind: 'float', value: -0 }],
    ['Infinity', { kind: 'float', value: Number.POSITIVE_INFINITY }],
    ['"a\\"b"', { kind: 'string', value: 'a"b' }],
    ['[1,2]', { kind: 'ints', value: [1, 2] }],
    ['[1.0,0.25]', { kind: 'floats', value: [1, 0.25] }],
    ['["a","b"]', { kind: 'strings', value: ['a', 'b'] }],
    ['bool[2][0,1]', { kind: 'tensor', value: { type: 'bool', dims: [2], data: Uint8Array.of(0, 1) } }],
    [
      'uint8[5,5] of 25 bytes',
      { kind: 'tensor', value: { type: 'uint8', dims: [5, 5], data: new Uint8Array(25) } },
    ],
  ])('prints an attribute as %s', (text, attribute) => {
    expect(lineOf(attribute)).toEqual([`y = Op(_, c, "_", "a b") {a=${text}}`]);
  });

  it.each<[string, Initializer]>([
    [
      '[1,-1]',
      { name: 'c', type: 'int64', dims: [2], data: new Uint8Array(BigInt64Array.of(1n, -1n).buffer) },
    ],
    ['int32[1][3]', { name: 'c', type: 'int32', dims: [1], data: Uint8Array.of(3, 0, 0, 0) }],
    ['1.5', { name: 'c', type: 'float32', dims: [], data: new Uint8Array(Float32Array.of(1.5).buffer) }],
    ['float32[1,1][0.0]', { name: 'c', type: 'float32', dims: [1, 1], data: new Uint8Array(4) }],
  ])('prints a small constant as %s where it is used', (text, initializer) => {
    expect(lineOf({ kind: 'int', value: 1 }, initializer)).toEqual([`y = Op(_, ${text}, "_", "a b") {a=1}`]);
  });
});

describe('graphOperators', () => {
  it('counts by operator, ONNX’s own first', () => {
    const counts = graphOperators(smallGraph()).map(({ domain, op, count }) => `${domain}:${op} ${count}`);
    expect(counts).toEqual([
      ':Add 1',
      ':Cast 1',
      ':Identity 1',
      ':LayerNormalization 1',
      ':MatMul 1',
      ':Mul 1',
      ':Reshape 1',
      ':Split 1',
      ':Transpose 1',
      'com.microsoft:Gelu 1',
    ]);
  });
});
