import type { GraphBuilder, Value } from '@medicosam/onnx';

/** The weight [out, in / groups, kernel, kernel] and bias [out] of a convolution. */
interface ConvWeights {
  readonly weight: Value;
  readonly bias: Value | null;
}

/** What a convolution does beside its weights. */
interface ConvOptions {
  readonly kernel: 1 | 3;
  readonly stride?: number;
  readonly groups?: number;
}

/** A convolution of an image [1, in, h, w] with `name/weight` and `name/bias`, padded to keep h / stride. */
export const conv = (b: GraphBuilder, x: Value, name: string, options: ConvOptions): Value =>
  convWith(b, x, { weight: b.weight(`${name}/weight`), bias: b.weight(`${name}/bias`) }, options);

/** As {@link conv}, with weights that are at hand. */
export function convWith(
  b: GraphBuilder,
  x: Value,
  { weight, bias }: ConvWeights,
  { kernel, stride = 1, groups = 1 }: ConvOptions,
): Value {
  const pad = (kernel - 1) / 2;
  return b.node('Conv', bias ? [x, weight, bias] : [x, weight], {
    kernel_shape: [kernel, kernel],
    pads: [pad, pad, pad, pad],
    strides: [stride, stride],
    group: groups,
  });
}
