import { describe, expect, it } from 'vitest';
import { type Attribute, checkGraph, type Graph, type Initializer, type Node } from '../src/index.js';
import { smallGraph } from './support/small-graph.js';

const node = (parts: Partial<Node>): Node => ({
  op: 'Relu',
  domain: '',
  name: 'node',
  inputs: ['x'],
  outputs: ['y'],
  attributes: {},
  ...parts,
});

const graphOf = (...nodes: readonly Partial<Node>[]): Graph => ({
  name: 'g',
  irVersion: 8,
  opsets: [
    { domain: '', version: 17 },
    { domain: 'com.microsoft', version: 1 },
  ],
  producer: 'test',
  nodes: nodes.map(node),
  initializers: [],
  inputs: [{ name: 'x', type: 'float32', dims: [2] }],
  outputs: [{ name: 'y', type: 'float32', dims: [2] }],
});

const withInitializer = (initializer: Initializer): Graph => ({
  ...graphOf({}),
  initializers: [initializer],
});

const external = (parts: Partial<{ location: string; offset: number; length: number }>): Initializer => ({
  name: 'w',
  type: 'float16',
  dims: [2, 3],
  external: { location: 'weights.safetensors', offset: 8, length: 12, ...parts },
});

const conv = (name: string, attribute: Attribute): Graph =>
  graphOf({ op: 'Conv', inputs: ['x', 'x'], attributes: { [name]: attribute } });

describe('checkGraph', () => {
  it('passes graphs that are well formed', () => {
    checkGraph(smallGraph());
    checkGraph(withInitializer(external({})));
    checkGraph(graphOf({ op: 'Unheard', attributes: { of: { kind: 'int', value: 1 } } }));
    checkGraph(graphOf({ op: 'Clip', inputs: ['x', '', 'x'] }));
    // An initializer of an input's name is its default.
    checkGraph(withInitializer({ name: 'x', type: 'float32', dims: [2], data: new Uint8Array(8) }));
  });

  it.each<[string, string, Graph]>([
    [
      'a value used before it is made',
      "Relu node 'a' uses z, which nothing before it makes",
      graphOf({ name: 'a', inputs: ['z'] }, { name: 'b', outputs: ['z'] }),
    ],
    [
      'a value made twice',
      "Relu node 'b' makes y, which exists already",
      graphOf({ name: 'a' }, { name: 'b' }),
    ],
    [
      'a value made over an input',
      "Relu node 'node' makes x, which exists already",
      graphOf({ outputs: ['x'] }),
    ],
    ['two nodes of one name', 'The name node is used by more than one node', graphOf({}, { outputs: ['z'] })],
    ['an output that nothing makes', 'output y is made by no node', graphOf()],
    [
      'two inputs of one name',
      'The name x is used by more than one input',
      { ...graphOf({}), inputs: [...graphOf().inputs, ...graphOf().inputs] },
    ],
    [
      'an input without a name',
      'input of the graph has no name',
      { ...graphOf({}), inputs: [{ name: '', type: 'bool', dims: [] }] },
    ],
    ['a domain of no opset', "Relu node 'node' is of domain 'other'", graphOf({ domain: 'other' })],
    [
      'an opset that is too new',
      'opset must be a whole number from 7 to 26, it is 27',
      { ...graphOf({}), opsets: [{ domain: '', version: 27 }] },
    ],
    [
      'an opset stated twice',
      'opset of a domain twice',
      {
        ...graphOf({}),
        opsets: [
          { domain: '', version: 17 },
          { domain: '', version: 18 },
        ],
      },
    ],
    [
      'an IR version that is too new',
      'IR version must be a whole number from 3 to 13, it is 14',
      { ...graphOf({}), irVersion: 14 },
    ],
    [
      'an operator newer than the opset',
      "Gelu node 'node' needs opset 20, the graph has 17",
      graphOf({ op: 'Gelu' }),
    ],
    ['too many inputs', "Relu node 'node' takes 1 inputs, it has 2", graphOf({ inputs: ['x', 'x'] })],
    ['too few inputs', "Conv node 'node' takes 2 to 3 inputs, it has 1", graphOf({ op: 'Conv' })],
    [
      'an absent input that is required',
      "MatMul node 'node' lacks input 0",
      graphOf({ op: 'MatMul', inputs: ['', 'x'] }),
    ],
    ['too many outputs', "Relu node 'node' takes 1 outputs, it has 2", graphOf({ outputs: ['y', 'z'] })],
    [
      'an attribute the operator lacks',
      "Relu node 'node' has no attribute alpha in opset 17",
      graphOf({ attributes: { alpha: { kind: 'float', value: 1 } } }),
    ],
    [
      'an attribute that became an input',
      "Squeeze node 'node' has no attribute axes in opset 17",
      graphOf({ op: 'Squeeze', attributes: { axes: { kind: 'ints', value: [0] } } }),
    ],
    [
      'an input that is still an attribute',
      "ReduceMean node 'node' takes 1 inputs, it has 2",
      graphOf({ op: 'ReduceMean', inputs: ['x', 'x'] }),
    ],
    ['a required attribute left out', "Concat node 'node' lacks attribute axis", graphOf({ op: 'Concat' })],
    [
      'an attribute of another kind',
      'takes attribute epsilon of kind float, it is of kind int',
      graphOf({
        op: 'LayerNormalization',
        inputs: ['x', 'x'],
        attributes: { epsilon: { kind: 'int', value: 1 } },
      }),
    ],
    [
      'a stride of 0',
      'takes whole numbers from 1 on as attribute strides, it is [1,0]',
      conv('strides', { kind: 'ints', value: [1, 0] }),
    ],
    [
      'pads of one side',
      'as attribute pads, it is [1,1,1]',
      conv('pads', { kind: 'ints', value: [1, 1, 1] }),
    ],
    [
      'a padding mode it does not know',
      'takes one of NOTSET',
      conv('auto_pad', { kind: 'string', value: 'SAME' }),
    ],
    [
      'axes that are no order',
      'takes an order of axes as attribute perm, it is [0,2]',
      graphOf({ op: 'Transpose', attributes: { perm: { kind: 'ints', value: [0, 2] } } }),
    ],
    [
      'an element type that there is not',
      'the number of an element type',
      graphOf({ op: 'Cast', attributes: { to: { kind: 'int', value: 99 } } }),
    ],
    [
      'an epsilon of 0',
      'a number above 0',
      graphOf({
        op: 'LayerNormalization',
        inputs: ['x', 'x'],
        attributes: { epsilon: { kind: 'float', value: 0 } },
      }),
    ],
    [
      'no heads',
      'from 1 on as attribute num_heads',
      graphOf({
        op: 'MultiHeadAttention',
        domain: 'com.microsoft',
        attributes: { num_heads: { kind: 'int', value: 0 } },
      }),
    ],
    [
      'too few bytes in the graph',
      "Initializer 'w': int64 [2] takes 16 bytes, there are 8",
      withInitializer({ name: 'w', type: 'int64', dims: [2], data: new Uint8Array(8) }),
    ],
    [
      'a range that does not fit the sizes',
      "Initializer 'w': float16 [2,3] takes 12 bytes, there are 24",
      withInitializer(external({ length: 24 })),
    ],
    [
      'a negative offset',
      'the offset must be a whole number from 0 on, it is -8',
      withInitializer(external({ offset: -8 })),
    ],
    [
      'a size that is none',
      'sizes must be whole numbers from 0 on, they are [1.5]',
      withInitializer({ name: 'w', type: 'bool', dims: [1.5], data: new Uint8Array(1) }),
    ],
    [
      'a weights file elsewhere',
      "must lie in the graph's folder, it is '../w'",
      withInitializer(external({ location: '../w' })),
    ],
    [
      'a weights file at the root',
      "must lie in the graph's folder, it is '/etc/w'",
      withInitializer(external({ location: '/etc/w' })),
    ],
  ])('refuses %s', (_, message, graph) => {
    expect(() => checkGraph(graph)).toThrowError(
      expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringContaining(message) }),
    );
  });
});
