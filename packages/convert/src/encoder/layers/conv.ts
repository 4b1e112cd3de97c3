import type { GraphBuilder, Value } from '@medicosam/onnx';

/** A convolution of an image [1, in, h, w] with `name/weight` and `name/bias`, padded to keep h / stride. */
export function conv(
  b: GraphBuilder,
  x: Value,
  name: string,
  { kernel, stride = 1, groups = 1 }: { kernel: 1 | 3; stride?: number; groups?: number },
): Value {
  const pad = (kernel - 1) / 2;
  return b.node('Conv', [x, b.weight(`${name}/weight`), b.weight(`${name}/bias`)], {
    kernel_shape: [kernel, kernel],
    pads: [pad, pad, pad, pad],
    strides: [stride, stride],
    group: groups,
  });
}
