import { describe, expect, it } from 'vitest';
import { type Graph, type Node, readGraph, writeGraph } from '../src/index.js';
import { smallGraph } from './support/small-graph.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A tag, the length in one byte, and the fields. */
const message = (tag: string, ...fields: readonly string[]) => {
  const body = fields.join('');
  return tag + (body.length / 2).toString(16).padStart(2, '0') + body;
};

const withNode = (node: Partial<Node>): Graph => ({
  name: 'g',
  irVersion: 8,
  opsets: [{ domain: '', version: 17 }],
  producer: '',
  nodes: [{ op: 'Op', domain: '', name: 'node', inputs: [], outputs: ['y'], attributes: {}, ...node }],
  initializers: [],
  inputs: [],
  outputs: [],
});

describe('writeGraph', () => {
  it('writes the fields of onnx.proto by their numbers', () => {
    const graph: Graph = {
      name: 'g',
      irVersion: 8,
      opsets: [{ domain: '', version: 17 }],
      producer: 'p',
      nodes: [
        {
          op: 'Cast',
          domain: '',
          name: 'c',
          inputs: ['w'],
          outputs: ['y'],
          attributes: { to: { kind: 'int', value: 1 } },
        },
      ],
      initializers: [
        { name: 'w', type: 'float16', dims: [2], external: { location: 'f', offset: 8, length: 4 } },
      ],
      inputs: [],
      outputs: [{ name: 'y', type: 'float32', dims: [2] }],
    };
    const text = (tag: string, value: string) => message(tag, hex(Buffer.from(value)));
    const attribute = [text('0a', 'to'), '1801', 'a00102'];
    const node = [
      text('0a', 'w'),
      text('12', 'y'),
      text('1a', 'c'),
      text('22', 'Cast'),
      message('2a', ...attribute),
      text('3a', ''),
    ];
    const entry = (key: string, value: string) => message('6a', text('0a', key), text('12', value));
    const external = [entry('location', 'f'), entry('offset', '8'), entry('length', '4')];
    const tensor = ['0802', '100a', text('42', 'w'), ...external, '7001'];
    const type = message('0a', '0801', message('12', message('0a', '0802')));
    expect(hex(writeGraph(graph))).toBe(
      [
        '0808',
        text('12', 'p'),
        message(
          '3a',
          message('0a', ...node),
          text('12', 'g'),
          message('2a', ...tensor),
          message('62', text('0a', 'y'), message('12', type)),
        ),
        message('42', text('0a', ''), '1011'),
      ].join(''),
    );
  });

  it('gives the same bytes every time', () => {
    expect(hex(writeGraph(smallGraph()))).toBe(hex(writeGraph(smallGraph())));
  });

  it('keeps every kind of attribute', () => {
    const graph = withNode({
      attributes: {
        int: { kind: 'int', value: -3 },
        float: { kind: 'float', value: Math.fround(0.1) },
        string: { kind: 'string', value: 'größer\ufeff' },
        ints: { kind: 'ints', value: [1, 2 ** 40, -(2 ** 63), 2 ** 63] },
        floats: { kind: 'floats', value: [1.5, -0, Number.POSITIVE_INFINITY] },
        strings: { kind: 'strings', value: ['a', ''] },
        tensor: {
          kind: 'tensor',
          value: { type: 'int64', dims: [1], data: new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]) },
        },
        empty: { kind: 'ints', value: [] },
        ['__proto__']: { kind: 'int', value: 1 },
      },
    });
    expect(readGraph(writeGraph(graph))).toEqual(graph);
  });

  it('keeps free sizes, with and without a name, absent inputs and metadata', () => {
    const graph: Graph = {
      ...withNode({ inputs: ['x', '', 'z'] }),
      inputs: [{ name: 'x', type: 'float32', dims: ['n', '', 0, 3] }],
      metadata: { model: 'tiny', note: '' },
    };
    expect(readGraph(writeGraph(graph))).toEqual(graph);
  });

  it('refuses an integer attribute that is none, naming the node', () => {
    const graph = withNode({ attributes: { axis: { kind: 'int', value: 0.5 } } });
    expect(() => writeGraph(graph)).toThrowError(
      expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringContaining('node node') }),
    );
  });
});
