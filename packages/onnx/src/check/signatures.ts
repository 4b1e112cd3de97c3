import {
  type AttributeRule,
  dataType,
  finite,
  flag,
  int,
  ints,
  ofKind,
  oneOf,
  pads,
  permutation,
  positive,
  positiveFloat,
  positives,
  required,
  type Signature,
} from './signature.js';

type Attributes = Readonly<Record<string, AttributeRule>>;
type Range = readonly [least: number, most: number];

const ANY = Number.POSITIVE_INFINITY;

const signature = (
  inputs: Range,
  attributes: Attributes = {},
  outputs: Range = [1, 1],
  since = 1,
): Signature => ({ since, inputs, outputs, attributes });

const always =
  (...parts: Parameters<typeof signature>) =>
  () =>
    signature(...parts);

const names = (list: string, ...parts: Parameters<typeof signature>) =>
  list.split(' ').map((name) => [name, always(...parts)] as const);

const window = {
  auto_pad: oneOf('NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID'),
  dilations: positives,
  group: positive,
  kernel_shape: positives,
  pads,
  strides: positives,
};

/** Reductions state their axes as an attribute first, and as an input from some opset on. */
const reduction = (moved: number) => (opset: number) =>
  opset < moved
    ? signature([1, 1], { axes: ints, keepdims: flag })
    : signature([1, 2], { keepdims: flag, noop_with_empty_axes: flag });

const since = (opset: number, first: number, attributes: Attributes): Attributes =>
  opset < first ? {} : attributes;

/**
 * Signatures by operator and opset, from the ONNX operator specification and ONNX Runtime's contrib operators;
 * those of ONNX's own domain without its name.
 */
export const SIGNATURES: ReadonlyMap<string, (opset: number) => Signature> = new Map<
  string,
  (opset: number) => Signature
>([
  ...names(
    'Abs Ceil Cos Erf Exp Floor Identity Log Neg Not Reciprocal Relu Round Sigmoid Sin Sqrt Tanh',
    [1, 1],
  ),
  ...names('Add Div Equal Expand Greater GreaterOrEqual Less LessOrEqual MatMul Mul Pow Sub Tile', [2, 2]),
  ...names('Max Mean Min Sum', [1, ANY]),
  ...names('Range Where', [3, 3]),
  ['Cast', (opset) => signature([1, 1], { to: required(dataType), ...since(opset, 19, { saturate: flag }) })],
  ['Clip', (opset) => (opset < 11 ? signature([1, 1], { min: finite, max: finite }) : signature([1, 3]))],
  ['Concat', always([1, ANY], { axis: required(int) })],
  ['Constant', constant],
  ['ConstantOfShape', always([1, 1], { value: ofKind('tensor') })],
  ['Conv', always([2, 3], window)],
  ['ConvTranspose', always([2, 3], { ...window, output_padding: ints, output_shape: positives })],
  ['Flatten', always([1, 1], { axis: int })],
  ['Gather', always([2, 2], { axis: int })],
  ['Gelu', always([1, 1], { approximate: oneOf('none', 'tanh') }, [1, 1], 20)],
  ['Gemm', always([2, 3], { alpha: finite, beta: finite, transA: flag, transB: flag })],
  ['LayerNormalization', always([2, 3], { axis: int, epsilon: positiveFloat, stash_type: int }, [1, 3], 17)],
  ['OneHot', always([3, 3], { axis: int })],
  ['Pad', pad],
  ['ReduceMax', reduction(18)],
  ['ReduceMean', reduction(18)],
  ['ReduceMin', reduction(18)],
  ['ReduceSum', reduction(13)],
  ['Reshape', (opset) => signature([2, 2], since(opset, 14, { allowzero: flag }))],
  ['Shape', (opset) => signature([1, 1], since(opset, 15, { start: int, end: int }))],
  ['Slice', slice],
  ['Softmax', always([1, 1], { axis: int })],
  ['Split', split],
  ['Squeeze', (opset) => (opset < 13 ? signature([1, 1], { axes: ints }) : signature([1, 2]))],
  ['Transpose', always([1, 1], { perm: permutation })],
  ['Unsqueeze', (opset) => (opset < 13 ? signature([1, 1], { axes: required(ints) }) : signature([2, 2]))],
  ['com.microsoft:DynamicQuantizeMatMul', always([3, 5])],
  ['com.microsoft:Gelu', always([1, 1])],
  [
    'com.microsoft:MultiHeadAttention',
    always(
      [1, 10],
      {
        num_heads: required(positive),
        mask_filter_value: finite,
        scale: positiveFloat,
        unidirectional: flag,
      },
      [1, 4],
    ),
  ],
]);

function constant(): Signature {
  return signature([0, 0], {
    value: ofKind('tensor'),
    value_float: ofKind('float'),
    value_floats: ofKind('floats'),
    value_int: int,
    value_ints: ints,
    value_string: ofKind('string'),
    value_strings: ofKind('strings'),
  });
}

function pad(opset: number): Signature {
  const mode = oneOf('constant', 'reflect', 'edge', ...(opset < 19 ? [] : ['wrap']));
  if (opset < 11) return signature([1, 1], { mode, pads: required(ints), value: finite });
  return signature([2, opset < 18 ? 3 : 4], { mode });
}

function slice(opset: number): Signature {
  if (opset >= 10) return signature([3, 5]);
  return signature([1, 1], { axes: ints, starts: required(ints), ends: required(ints) });
}

function split(opset: number): Signature {
  if (opset < 13) return signature([1, 1], { axis: int, split: ints }, [1, ANY]);
  return signature([1, 2], { axis: int, ...since(opset, 18, { num_outputs: positive }) }, [1, ANY]);
}
