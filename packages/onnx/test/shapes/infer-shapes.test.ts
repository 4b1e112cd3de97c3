import { describe, expect, it } from 'vitest';
import { type Graph, GraphBuilder, inferShapes, type Value } from '../../src/index.js';
import { EMPTY_LAYOUT, smallGraph } from '../support/small-graph.js';

/** The inferred sizes of what `body` makes of x, float32 [n,p,4]. */
function shapeOf(body: (builder: GraphBuilder, x: Value) => Value) {
  const builder = new GraphBuilder('g', EMPTY_LAYOUT, 18);
  const x = builder.input('x', 'float32', ['n', 'p', 4]);
  const value = body(builder, x);
  return inferShapes(builder.build('test')).get(value)?.dims;
}

describe('inferShapes', () => {
  it('carries free sizes through a graph', () => {
    const inferred = inferShapes(smallGraph());
    expect(inferred.get('layer/Gelu')).toEqual({ type: 'float32', dims: ['n', 8] });
    expect(inferred.get('Reshape')).toEqual({ type: 'float32', dims: ['n', 2, 4] });
    expect(inferred.get('y')).toEqual({ type: 'float32', dims: [1, 'n', 4] });
  });

  it('puts numbers in for free sizes', () => {
    expect(inferShapes(smallGraph(), { n: 3 }).get('y')?.dims).toEqual([1, 3, 4]);
  });

  it('adds where tensors are joined, and multiplies where axes are merged', () => {
    const joined = (b: GraphBuilder, x: Value) =>
      b.node('Pad', [b.node('Concat', [x, x], { axis: 1 }), b.ints([0, 1, 0, 0, 0, 0])]);
    expect(shapeOf(joined)).toEqual(['n', '2*p + 1', 4]);
    expect(shapeOf((b, x) => b.node('Reshape', [joined(b, x), b.ints([-1])]))).toEqual(['8*n*p + 4*n']);
    expect(shapeOf((b, x) => b.node('Reshape', [joined(b, x), b.ints([0, -1])]))).toEqual(['n', '8*p + 4']);
    expect(
      shapeOf((b, x) => b.node('Slice', [joined(b, x), b.ints([1]), b.ints([2 ** 63]), b.ints([1])])),
    ).toEqual(['n', '2*p', 4]);
  });

  it('takes back apart what it merged', () => {
    const merged = (b: GraphBuilder, x: Value) => b.node('Reshape', [x, b.ints([1, -1, 4])]);
    expect(shapeOf(merged)).toEqual([1, 'n*p', 4]);
    const shape = (b: GraphBuilder, x: Value) =>
      b.node('Concat', [b.node('Shape', [x], { end: 1 }), b.ints([-1, 2, 2])], { axis: 0 });
    expect(shapeOf((b, x) => b.node('Reshape', [merged(b, x), shape(b, x)]))).toEqual(['n', 'p', 2, 2]);
  });

  it('follows the arithmetic of shapes that exporters write for expand', () => {
    expect(
      shapeOf((b, x) => {
        const wanted = b.node('Concat', [b.node('Shape', [x], { end: 1 }), b.ints([-1, 8])], { axis: 0 });
        const ones = b.node('ConstantOfShape', [b.ints([3])], {
          value: {
            kind: 'tensor',
            value: { type: 'int64', dims: [1], data: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) },
          },
        });
        const keeps = b.node('Equal', [wanted, b.node('Mul', [ones, b.ints([-1])])]);
        const shape = b.node('Where', [keeps, ones, wanted]);
        return b.node('Expand', [b.floats([1, 2, 3, 4, 5], [1, 5, 1]), shape]);
      }),
    ).toEqual(['n', 5, 8]);
    expect(
      shapeOf((b, x) => {
        const wanted = b.node('Concat', [b.node('Shape', [x], { end: 1 }), b.ints([1, 8])], { axis: 0 });
        return b.node('Expand', [b.floats([1, 2, 3, 4, 5], [1, 5, 1]), wanted]);
      }),
    ).toEqual(['n', 5, 8]);
  });

  it('counts a range as long as a free size', () => {
    expect(
      shapeOf((b, x) => {
        const length = b.node('Gather', [b.node('Shape', [x]), b.ints([1], [])]);
        return b.node('Range', [b.ints([0], []), length, b.ints([1], [])]);
      }),
    ).toEqual(['p']);
  });

  it('says nothing about a slice that may be empty, nor about a division with a remainder', () => {
    expect(shapeOf((b, x) => b.node('Slice', [x, b.ints([2]), b.ints([3]), b.ints([1])]))).toEqual([
      'n',
      '?',
      4,
    ]);
    expect(shapeOf((b, x) => b.node('Reshape', [x, b.ints([3, -1])]))).toEqual([3, '?']);
  });

  it('leaves what follows from an unknown operator unknown', () => {
    const after = (op: string) => shapeOf((b, x) => b.node('Relu', [b.node(op, [x])]));
    expect(after('Relu')).toEqual(['n', 'p', 4]);
    expect(after('SomethingNew')).toBeUndefined();
    expect(shapeOf((b, x) => b.node('Relu', [x], {}, 'other.domain'))).toBeUndefined();
  });

  it.each<[string, (b: GraphBuilder, x: Value) => Value]>([
    [
      "MatMul node 'MatMul': inner sizes must be equal, they are 4 and 3",
      (b, x) => b.node('MatMul', [x, b.floats([1, 2, 3], [3, 1])]),
    ],
    ["Add node 'Add': sizes 4 and 3 do not broadcast", (b, x) => b.node('Add', [x, b.floats([1, 2, 3])])],
    [
      "Transpose node 'Transpose': perm [0,1] does not order 3 axes",
      (b, x) => b.node('Transpose', [x], { perm: [0, 1] }),
    ],
    [
      "Concat node 'Concat': ranks must be equal, they are 3 and 1",
      (b, x) => b.node('Concat', [x, b.floats([1])], { axis: 0 }),
    ],
    [
      "Split node 'Split': 4 does not divide into 3 equal parts",
      (b, x) => b.nodes('Split', [x], 3, { axis: -1 })[0] ?? x,
    ],
    [
      "Reshape node 'Reshape': 5 elements do not reshape to 6",
      (b) => b.node('Reshape', [b.floats([1, 2, 3, 4, 5]), b.ints([2, 3])]),
    ],
    [
      "Squeeze node 'Squeeze': axis 2 has size 4, it must be 1",
      (b, x) => b.node('Squeeze', [x, b.ints([-1])]),
    ],
    [
      "Gather node 'Gather': axis 3 is not one of a tensor of rank 3",
      (b, x) => b.node('Gather', [x, x], { axis: 3 }),
    ],
    [
      "Conv node 'Conv': the kernel is larger than the padded input",
      (b) => b.node('Conv', [b.floats([1, 2], [1, 1, 2]), b.floats([1, 2, 3], [1, 1, 3])]),
    ],
  ])('throws GRAPH_INVALID: %s', (message, body) => {
    expect(() => shapeOf(body)).toThrowError(
      expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringContaining(message) }),
    );
  });

  it('holds a graph to the outputs that it states', () => {
    const graph: Graph = { ...smallGraph(), outputs: [{ name: 'y', type: 'float32', dims: [1, 'n', 5] }] };
    expect(() => inferShapes(graph)).toThrowError(
      "Output 'y' is stated as float32[1,n,5] and comes out as float32[1,n,4].",
    );
  });

  it('refuses an override that is no size', () => {
    expect(() => inferShapes(smallGraph(), { n: -1 })).toThrowError(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
