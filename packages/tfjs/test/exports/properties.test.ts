import fc from 'fast-check';
import { describe, test } from 'vitest';
import { floats, form } from './forms/form.js';
import { agree } from './support/agree.js';

const RUNS = { numRuns: 40 };
const TIMEOUT_MS = 240_000;

const size = fc.integer({ min: 1, max: 5 });
const dims = (rank: fc.ArrayConstraints) => fc.array(size, rank);
const image = fc.tuple(size, size, fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 9 }));

/** An operator on one float input and lists of integers. */
const onOne = (op: string, of: readonly number[], lists: readonly (readonly number[])[], rank = of.length) =>
  agree(
    form(op, '', {
      feeds: { x: floats(of) },
      gives: [['float32', rank]],
      build: (graph, { x }) => [graph.node(op, [x ?? null, ...lists.map((list) => graph.ints(list))])],
    }),
  );

describe('whatever the sizes, TensorFlow.js gives what ONNX Runtime gives', () => {
  test(
    'for slices',
    () => {
      const bound = fc.integer({ min: -7, max: 7 });
      const step = fc.integer({ min: -3, max: 3 }).filter((value) => value !== 0);
      const part = fc.tuple(size, bound, bound, step);
      return fc.assert(
        fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) =>
          onOne(
            'Slice',
            parts.map(([length]) => length),
            [
              parts.map(([, start]) => start),
              parts.map(([, , end]) => end),
              parts.map((_, axis) => axis),
              parts.map(([, , , by]) => by),
            ],
          ),
        ),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'for transposes of up to six axes',
    () => {
      const shuffled = dims({ minLength: 1, maxLength: 6 }).chain((of) =>
        fc.tuple(
          fc.constant(of),
          fc.shuffledSubarray([...of.keys()], { minLength: of.length, maxLength: of.length }),
        ),
      );
      return fc.assert(
        fc.asyncProperty(shuffled, ([of, perm]) =>
          agree(
            form('Transpose', '', {
              feeds: { x: floats(of) },
              gives: [['float32', of.length]],
              build: (graph, { x }) => [graph.node('Transpose', [x ?? null], { perm })],
            }),
          ),
        ),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'for paddings of up to five axes',
    () => {
      const padded = dims({ minLength: 1, maxLength: 5 }).chain((of) =>
        fc.tuple(
          fc.constant(of),
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2 * of.length, maxLength: 2 * of.length }),
        ),
      );
      return fc.assert(
        fc.asyncProperty(padded, ([of, pads]) => onOne('Pad', of, [pads])),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'for linear and nearest resizing to any size',
    () => {
      const mode = fc.constantFrom('linear', 'nearest');
      const place = fc.constantFrom('half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric');
      const other = fc.integer({ min: 1, max: 20 });
      return fc.assert(
        fc.asyncProperty(image, other, other, mode, place, ([n, c, h, w], toH, toW, by, at) =>
          agree(
            form('Resize', '', {
              feeds: { x: floats([n, c, h, w]) },
              gives: [['float32', 4]],
              build: (graph, { x }) => [
                graph.node('Resize', [x ?? null, null, null, graph.ints([n, c, toH, toW])], {
                  mode: by,
                  coordinate_transformation_mode: at,
                  nearest_mode: 'floor',
                }),
              ],
            }),
          ),
        ),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'for convolutions with any kernel, strides, pads and groups',
    () => {
      const few = fc.integer({ min: 1, max: 3 });
      const pads = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 });
      const kernel = fc.tuple(few, few);
      const strides = fc.tuple(few, few);
      return fc.assert(
        fc.asyncProperty(
          image,
          kernel,
          strides,
          pads,
          few,
          few,
          ([n, c, h, w], [kh, kw], by, around, group, each) =>
            agree(
              form('Conv', '', {
                feeds: { x: floats([n, c * group, h, w], 1), w: floats([each * group, c, kh, kw], 2) },
                gives: [['float32', 4]],
                build: (graph, { x, w: filter }) => [
                  graph.node('Conv', [x ?? null, filter ?? null], { strides: by, pads: around, group }),
                ],
              }),
            ),
        ),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'for products of stacks that broadcast',
    () => {
      const stack = fc.tuple(dims({ maxLength: 3 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }));
      return fc.assert(
        fc.asyncProperty(stack, size, size, size, ([batch, ones], m, k, n) => {
          const side = (from: number) => batch.map((length, axis) => (ones[from + axis] ? 1 : length));
          const a = [...side(0), m, k];
          const b = [...side(3), k, n];
          return agree(
            form('MatMul', '', {
              feeds: { a: floats(a, 1), b: floats(b, 2) },
              gives: [['float32', a.length]],
              build: (graph, inputs) => [graph.node('MatMul', [inputs['a'] ?? null, inputs['b'] ?? null])],
            }),
          );
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
