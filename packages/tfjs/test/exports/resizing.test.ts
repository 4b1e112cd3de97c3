import { expect, test } from 'vitest';
import { floats, form } from './forms/form.js';
import { agree } from './support/agree.js';

const INPUTS = [1, 2, 3, 4, 5, 6, 7, 9];
const OUTPUTS = Array.from({ length: 20 }, (_, index) => index + 1);
/** Among them such whose product with a size is whole in float32 alone. */
const SCALES = [0.3, 0.7, 1.1, 1.4, 1.7, 7 / 3, 2.9];
const PLACES = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'];
const ROUNDINGS = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'];

const CASES = PLACES.flatMap((coordinate_transformation_mode) => [
  { mode: 'linear', coordinate_transformation_mode },
  ...ROUNDINGS.map((nearest_mode) => ({ mode: 'nearest', coordinate_transformation_mode, nearest_mode })),
]).filter(
  // Of cells halfway between two, ONNX Runtime takes one here and the other there: from 7 to 2, and to 18.
  (attributes) =>
    !('nearest_mode' in attributes) ||
    attributes.nearest_mode !== 'round_prefer_ceil' ||
    attributes.coordinate_transformation_mode !== 'asymmetric',
);

const feeds = Object.fromEntries(INPUTS.map((size) => [`x${size}`, floats([1, 1, 2, size], size)]));

test.each(CASES)(
  '$mode $coordinate_transformation_mode $nearest_mode takes the cells that ONNX Runtime takes, from 8 sizes to 20',
  async (attributes) => {
    const all = form('Resize', '', {
      feeds,
      gives: Array.from({ length: INPUTS.length * OUTPUTS.length }, () => ['float32', 4] as const),
      build: (graph, inputs) =>
        INPUTS.flatMap((from) =>
          OUTPUTS.map((to) =>
            graph.node(
              'Resize',
              [inputs[`x${from}`] ?? null, null, null, graph.ints([1, 1, 2, to])],
              attributes,
            ),
          ),
        ),
    });
    await agree(all);
  },
);

test('scales give the sizes that they give in float32', async () => {
  // What the test is about: in float64 another size comes out.
  expect(
    SCALES.some((scale) =>
      INPUTS.some(
        (size) =>
          Math.floor(size * Math.fround(scale)) !== Math.floor(Math.fround(size * Math.fround(scale))),
      ),
    ),
  ).toBe(true);
  const scaled = INPUTS.flatMap((size) =>
    SCALES.filter((scale) => size * scale >= 1).map((scale) => ({ size, scale })),
  );
  await agree(
    form('Resize', '', {
      feeds,
      gives: scaled.map(() => ['float32', 4] as const),
      build: (graph, inputs) =>
        scaled.map(({ size, scale }) =>
          graph.node('Resize', [inputs[`x${size}`] ?? null, null, graph.floats([1, 1, 1, scale])], {
            mode: 'nearest',
            coordinate_transformation_mode: 'asymmetric',
            nearest_mode: 'floor',
          }),
        ),
    }),
  );
});
