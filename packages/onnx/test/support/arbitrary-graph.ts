import fc from 'fast-check';
import type { Attribute, DataType, Graph, Initializer, Node } from '../../src/index.js';

const BYTES: Record<DataType, number> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
};

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const type = fc.constantFrom(...(Object.keys(BYTES) as DataType[]));
const integer = fc.maxSafeInteger();
const float = fc.float({ noNaN: true });

const constant = fc.record({ type, dims: fc.array(fc.nat(4), { maxLength: 3 }) }).chain(({ type, dims }) => {
  const length = dims.reduce((product, dim) => product * dim, BYTES[type]);
  return fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((data) => ({ type, dims, data: new Uint8Array(data) }));
});

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.record({ kind: fc.constant('int' as const), value: integer }),
  fc.record({ kind: fc.constant('float' as const), value: float }),
  fc.record({ kind: fc.constant('string' as const), value: text }),
  fc.record({ kind: fc.constant('ints' as const), value: fc.array(integer) }),
  fc.record({ kind: fc.constant('floats' as const), value: fc.array(float) }),
  fc.record({ kind: fc.constant('strings' as const), value: fc.array(text) }),
  fc.record({ kind: fc.constant('tensor' as const), value: constant }),
);

const initializer: fc.Arbitrary<Initializer> = fc.oneof(
  fc.tuple(text, constant).map(([name, value]) => ({ name, ...value })),
  fc.record({
    name: text,
    type,
    dims: fc.array(fc.nat()),
    external: fc.record({
      location: fc.string({ minLength: 1 }),
      offset: fc.nat(Number.MAX_SAFE_INTEGER),
      length: fc.nat(Number.MAX_SAFE_INTEGER),
    }),
  }),
);

const node: fc.Arbitrary<Node> = fc.record({
  op: fc.string({ minLength: 1 }),
  domain: fc.constantFrom('', 'com.microsoft'),
  name: text,
  inputs: fc.array(text),
  outputs: fc.array(text),
  attributes: fc.dictionary(text, attribute, { maxKeys: 4, noNullPrototype: true }),
});

const valueInfos = fc.array(fc.record({ name: text, type, dims: fc.array(fc.oneof(fc.nat(), text)) }), {
  maxLength: 3,
});

/** Graphs of any content that the format can hold; few of them make sense. */
export const arbitraryGraph: fc.Arbitrary<Graph> = fc
  .record({
    name: text,
    irVersion: fc.nat(),
    opsets: fc.array(fc.record({ domain: fc.constantFrom('', 'com.microsoft'), version: fc.nat() })),
    producer: text,
    nodes: fc.array(node, { maxLength: 5 }),
    initializers: fc.array(initializer, { maxLength: 5 }),
    inputs: valueInfos,
    outputs: valueInfos,
    metadata: fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
  })
  .map(({ metadata, ...graph }) => (Object.keys(metadata).length > 0 ? { ...graph, metadata } : graph));
