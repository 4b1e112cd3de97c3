import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { isMedicoSamError } from '@medicosam/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGraph, inferShapes, printGraph, readGraph, writeGraph } from '../src/index.js';
import { ModelSchema } from '../src/protobuf/schema.js';
import { arbitraryGraph } from './support/arbitrary-graph.js';
import { smallGraph } from './support/small-graph.js';

type ModelInit = Exclude<MessageInitShape<typeof ModelSchema>, { $typeName: string }>;

const encode = (model: ModelInit) => toBinary(ModelSchema, create(ModelSchema, { irVersion: 8n, ...model }));

const encodeTensor = (tensor: object) => encode({ graph: { initializer: [{ name: 't', ...tensor }] } });

const encodeAttribute = (attribute: object) =>
  encode({ graph: { node: [{ opType: 'If', name: 'branch', attribute: [{ name: 'a', ...attribute }] }] } });

describe('readGraph', () => {
  it('gives back every graph that writeGraph wrote', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const bytes = writeGraph(graph);
        const again = readGraph(bytes);
        expect(again).toEqual(graph);
        expect(writeGraph(again)).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });

  it('reads from the middle of a larger buffer, a Node Buffer too', () => {
    const bytes = writeGraph(smallGraph());
    const larger = Buffer.alloc(bytes.length + 20, 0xff);
    larger.set(bytes, 7);
    expect(readGraph(larger.subarray(7, 7 + bytes.length))).toEqual(readGraph(bytes));
  });

  it.each([
    ['float32', { dataType: 1, floatData: [1.5, -2] }, Float32Array.of(1.5, -2)],
    ['float64', { dataType: 11, doubleData: [0.1, -2] }, Float64Array.of(0.1, -2)],
    ['int64', { dataType: 7, int64Data: [2n ** 40n, -1n] }, BigInt64Array.of(2n ** 40n, -1n)],
    ['int32', { dataType: 6, int32Data: [7, -1] }, Int32Array.of(7, -1)],
    ['int8', { dataType: 3, int32Data: [7, -1] }, Int8Array.of(7, -1)],
    ['uint8', { dataType: 2, int32Data: [7, 255] }, Uint8Array.of(7, 255)],
    ['bool', { dataType: 9, int32Data: [0, 1] }, Uint8Array.of(0, 1)],
    ['float16', { dataType: 10, int32Data: [0x3c00, 0xbc00] }, Uint16Array.of(0x3c00, 0xbc00)],
  ])('reads %s constants from their typed field', (type, tensor, values) => {
    const [initializer] = readGraph(encodeTensor({ dims: [2n], ...tensor })).initializers;
    expect(initializer).toEqual({ name: 't', type, dims: [2], data: new Uint8Array(values.buffer) });
  });

  it('reads int64 lists that are not packed, as proto2 writers may write them', () => {
    const packed = encodeTensor({ dims: [2n], dataType: 7, int64Data: [5n, 6n] });
    // Field 7: packed is tag 3a, length, values; unpacked is tag 38 before each value.
    const unpacked = Buffer.from(packed).toString('hex').replace('3a020506', '38053806');
    expect(readGraph(Buffer.from(unpacked, 'hex'))).toEqual(readGraph(packed));
  });

  it('takes the offset as 0 and the length from the sizes where external data do not state them', () => {
    const externalData = [{ key: 'location', value: 'w.bin' }];
    const [initializer] = readGraph(
      encodeTensor({ dims: [3n], dataType: 1, dataLocation: 1, externalData }),
    ).initializers;
    expect(initializer).toHaveProperty('external', { location: 'w.bin', offset: 0, length: 12 });
  });

  it('reads the domain ai.onnx as the empty one, and a size of −1 as free', () => {
    const graph = readGraph(
      encode({
        opsetImport: [{ domain: 'ai.onnx', version: 17n }],
        graph: {
          node: [{ opType: 'Relu', domain: 'ai.onnx' }],
          input: [
            {
              name: 'x',
              type: {
                tensorType: { elemType: 1, shape: { dim: [{ value: { case: 'dimValue', value: -1n } }] } },
              },
            },
          ],
        },
      }),
    );
    expect(graph.opsets).toEqual([{ domain: '', version: 17 }]);
    expect(graph.nodes[0]?.domain).toBe('');
    expect(graph.inputs[0]?.dims).toEqual(['']);
  });

  it.each([
    ['no bytes', new Uint8Array()],
    ['a text', Buffer.from('<!doctype html><html><body>Not found</body></html>')],
    ['a model without a graph', encode({})],
    ['a cut-off file', writeGraph(smallGraph()).subarray(0, 300)],
    ['too few values', encodeTensor({ dims: [3n], dataType: 1, floatData: [1, 2] })],
    ['too many raw bytes', encodeTensor({ dims: [1n], dataType: 1, rawData: new Uint8Array(8) })],
    ['a negative size', encodeTensor({ dims: [-1n], dataType: 1 })],
    ['a size beyond numbers', encodeTensor({ dims: [2n ** 62n], dataType: 1 })],
    ['external data without a file', encodeTensor({ dims: [1n], dataType: 1, dataLocation: 1 })],
    [
      'an offset that is no number',
      encodeTensor({
        dims: [1n],
        dataType: 1,
        dataLocation: 1,
        externalData: [
          { key: 'location', value: 'w' },
          { key: 'offset', value: '-4' },
        ],
      }),
    ],
    ['an attribute without a kind', encodeAttribute({ i: 1n })],
    ['a text that is not UTF-8', encodeAttribute({ type: 3, s: Uint8Array.of(0xff) })],
    ['a node without an operator', encode({ graph: { node: [{ name: 'n' }] } })],
    [
      'an attribute given twice',
      encode({
        graph: {
          node: [
            {
              opType: 'A',
              attribute: [
                { name: 'a', type: 2 },
                { name: 'a', type: 2 },
              ],
            },
          ],
        },
      }),
    ],
  ])('refuses %s as GRAPH_INVALID', (_, bytes) => {
    expect(() => readGraph(bytes)).toThrowError(expect.objectContaining({ code: 'GRAPH_INVALID' }));
  });

  it.each([
    ['a subgraph', encodeAttribute({ type: 5 }), "attribute 'a' of If node 'branch' is a graph"],
    ['a type', encodeAttribute({ type: 13 }), "attribute 'a' of If node 'branch' is a type"],
    [
      'an int beyond numbers',
      encodeAttribute({ type: 2, i: 2n ** 60n + 1n }),
      "node 'branch' is 1152921504606846977",
    ],
    ['texts as constants', encodeTensor({ dims: [0n], dataType: 8 }), "element type of initializer 't'"],
    ['functions', encode({ graph: {}, functions: [new Uint8Array()] }), 'functions of its own'],
    ['sparse constants', encode({ graph: { sparseInitializer: [new Uint8Array()] } }), 'sparse constants'],
    ['an input of no rank', encode({ graph: { input: [{ name: 'x' }] } }), "input or output 'x'"],
  ])('refuses %s as GRAPH_UNSUPPORTED, saying where', (_, bytes, message) => {
    expect(() => readGraph(bytes)).toThrowError(
      expect.objectContaining({ code: 'GRAPH_UNSUPPORTED', message: expect.stringContaining(message) }),
    );
  });
});

describe('a damaged file', () => {
  const original = writeGraph(smallGraph());

  /** Bytes changed, cut out or doubled in a few places. */
  const damaged = fc
    .array(
      fc.record({
        kind: fc.constantFrom('change', 'cut', 'double'),
        at: fc.nat(original.length - 1),
        byte: fc.nat(255),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((edits) =>
      edits.reduce((bytes, { kind, at, byte }) => {
        if (kind === 'change') return bytes.map((old, i) => (i === at ? byte : old));
        const [before, after] = [bytes.slice(0, at), bytes.slice(kind === 'cut' ? at + (byte % 16) : at)];
        return Uint8Array.from([
          ...before,
          ...(kind === 'double' ? bytes.slice(at, at + (byte % 16)) : []),
          ...after,
        ]);
      }, original),
    );

  it('is read or refused with a typed error, and so is what follows from it', () => {
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(damaged, (bytes) => {
        try {
          const graph = readGraph(bytes);
          outcomes.read++;
          printGraph(graph);
          writeGraph(graph);
          checkGraph(graph);
          inferShapes(graph);
        } catch (error) {
          if (!isMedicoSamError(error, 'GRAPH_INVALID', 'GRAPH_UNSUPPORTED')) throw error;
          outcomes.refused++;
        }
      }),
      { numRuns: 1000, seed: 20 },
    );
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(100);
  });
});
