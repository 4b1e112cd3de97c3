import { type Form, floats, form } from './form.js';

type Attributes = Readonly<Record<string, string>>;

const bySizes = (
  what: string,
  from: readonly number[],
  to: readonly number[],
  attributes: Attributes,
): Form =>
  form('Resize', what, {
    feeds: { x: floats(from) },
    gives: [['float32', from.length]],
    build: (graph, { x }) => [graph.node('Resize', [x ?? null, null, null, graph.ints(to)], attributes)],
  });

const byScales = (
  what: string,
  from: readonly number[],
  scales: readonly number[],
  attributes: Attributes,
  opset = 17,
): Form =>
  form('Resize', what, {
    opset,
    feeds: { x: floats(from) },
    gives: [['float32', from.length]],
    build: (graph, { x }) => {
      const factors = graph.floats(scales);
      return [
        graph.node('Resize', opset < 11 ? [x ?? null, factors] : [x ?? null, null, factors], attributes),
      ];
    },
  });

const linear = (coordinate_transformation_mode: string): Attributes => ({
  mode: 'linear',
  coordinate_transformation_mode,
});

const nearest = (coordinate_transformation_mode: string, nearest_mode: string): Attributes => ({
  mode: 'nearest',
  coordinate_transformation_mode,
  nearest_mode,
});

export const resizingForms: readonly Form[] = [
  bySizes('linear, half pixel, larger', [1, 2, 4, 5], [1, 2, 16, 13], linear('half_pixel')),
  bySizes('linear, half pixel, smaller', [2, 2, 9, 7], [2, 2, 4, 3], linear('half_pixel')),
  bySizes(
    'linear, PyTorch’s half pixel, to one cell',
    [1, 1, 4, 4],
    [1, 1, 1, 6],
    linear('pytorch_half_pixel'),
  ),
  bySizes('linear, corners aligned', [1, 2, 4, 5], [1, 2, 7, 11], linear('align_corners')),
  bySizes('linear, along a line', [1, 3, 9], [1, 3, 27], linear('half_pixel')),
  bySizes('linear, to the same size', [1, 1, 4, 4], [1, 1, 4, 4], linear('half_pixel')),
  byScales('linear, by scales that leave a rest', [1, 1, 10, 10], [1, 1, 1.25, 1.7], linear('half_pixel')),
  byScales('linear, asymmetric', [1, 2, 4, 4], [1, 1, 2, 3], linear('asymmetric')),
  byScales('nearest, as PyTorch exports it', [1, 2, 4, 5], [1, 1, 2, 2], nearest('asymmetric', 'floor')),
  byScales(
    'nearest, half pixel, ties down',
    [1, 1, 6, 6],
    [1, 1, 0.5, 1.5],
    nearest('half_pixel', 'round_prefer_floor'),
  ),
  byScales(
    'nearest, half pixel, ties up',
    [1, 1, 6, 6],
    [1, 1, 0.5, 1.5],
    nearest('half_pixel', 'round_prefer_ceil'),
  ),
  byScales('nearest, up', [1, 1, 4, 4], [1, 1, 1.5, 2.5], nearest('asymmetric', 'ceil')),
  byScales('linear, of opset 10', [1, 1, 4, 4], [1, 1, 2, 2], { mode: 'linear' }, 10),
];
