import type { AttributeInput } from '@medicosam/onnx';
import { type Form, floats, form } from './form.js';

const convolve = (
  op: 'Conv' | 'ConvTranspose',
  what: string,
  [x, w]: readonly [readonly number[], readonly number[]],
  attributes: Readonly<Record<string, AttributeInput>>,
  bias?: number,
): Form =>
  form(op, what, {
    feeds: { x: floats(x, 1), w: floats(w, 2), ...(bias ? { b: floats([bias], 3) } : {}) },
    gives: [['float32', x.length]],
    build: (graph, { x: image, w: kernel, b }) => [
      graph.node(op, [image ?? null, kernel ?? null, ...(b ? [b] : [])], attributes),
    ],
  });

const conv = (
  what: string,
  dims: readonly [readonly number[], readonly number[]],
  attributes: Readonly<Record<string, AttributeInput>>,
  bias?: number,
) => convolve('Conv', what, dims, attributes, bias);
const transposed = (
  what: string,
  dims: readonly [readonly number[], readonly number[]],
  attributes: Readonly<Record<string, AttributeInput>>,
  bias?: number,
) => convolve('ConvTranspose', what, dims, attributes, bias);

export const convolutionForms: readonly Form[] = [
  conv(
    '1 × 1',
    [
      [1, 3, 5, 6],
      [4, 3, 1, 1],
    ],
    {},
  ),
  conv(
    '3 × 3, padded, with bias',
    [
      [2, 3, 6, 5],
      [4, 3, 3, 3],
    ],
    { pads: [1, 1, 1, 1] },
    4,
  ),
  conv(
    'with strides, padded unequally',
    [
      [1, 3, 7, 8],
      [4, 3, 3, 3],
    ],
    { strides: [2, 2], pads: [0, 1, 1, 0] },
    4,
  ),
  conv(
    'dilated',
    [
      [1, 2, 9, 9],
      [3, 2, 3, 3],
    ],
    { dilations: [2, 2] },
  ),
  conv(
    'of patches',
    [
      [1, 3, 16, 16],
      [5, 3, 8, 8],
    ],
    { strides: [8, 8] },
    5,
  ),
  conv(
    'depthwise',
    [
      [1, 4, 6, 6],
      [4, 1, 3, 3],
    ],
    { group: 4, pads: [1, 1, 1, 1] },
    4,
  ),
  conv(
    'depthwise with strides',
    [
      [1, 4, 7, 6],
      [4, 1, 3, 3],
    ],
    { group: 4, strides: [2, 2], pads: [1, 1, 1, 1] },
  ),
  conv(
    'depthwise with two each',
    [
      [1, 3, 6, 6],
      [6, 1, 3, 3],
    ],
    { group: 3 },
  ),
  conv(
    'in two groups',
    [
      [1, 4, 6, 6],
      [6, 2, 3, 3],
    ],
    { group: 2, pads: [1, 1, 1, 1] },
    6,
  ),
  transposed(
    '2 × 2 with strides',
    [
      [1, 4, 3, 5],
      [4, 2, 2, 2],
    ],
    { strides: [2, 2] },
    2,
  ),
  transposed(
    'overlapping and padded',
    [
      [1, 3, 4, 4],
      [3, 2, 4, 4],
    ],
    { strides: [2, 2], pads: [1, 1, 1, 1] },
  ),
  transposed(
    'with more at the end',
    [
      [1, 2, 4, 4],
      [2, 2, 3, 3],
    ],
    {
      strides: [2, 2],
      pads: [1, 1, 1, 1],
      output_padding: [1, 1],
    },
  ),
  transposed(
    'plain, of a batch',
    [
      [2, 2, 3, 3],
      [2, 3, 3, 3],
    ],
    {},
  ),
  transposed(
    '1 × 1',
    [
      [1, 2, 3, 4],
      [2, 3, 1, 1],
    ],
    {},
    3,
  ),
  // As many channels out as in: a kernel of a convolution has the same dims, and is the other way round.
  transposed(
    '1 × 1, square',
    [
      [1, 3, 3, 4],
      [3, 3, 1, 1],
    ],
    {},
  ),
];
