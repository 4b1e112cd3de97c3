import type { GraphBuilder, Value } from '@medicosam/onnx';
import { splitEvenly } from '../../layers/arrange.js';
import { convWith } from '../../layers/conv.js';
import { gelu } from '../../layers/gelu.js';
import { smallestDivisor } from '../tiling/smallest-divisor.js';

/**
 * An inverted bottleneck on an image [1, width, side, side] (MobileSAM, `MBConv`), batch norms folded. Its many
 * channels never meet before the last convolution sums over them, so they are worked on a few at a time.
 */
export function mbConv(
  b: GraphBuilder,
  x: Value,
  name: string,
  { side, expandWidth }: { side: number; expandWidth: number },
  tileValues: number,
): Value {
  const parts = smallestDivisor(expandWidth, (expandWidth * side ** 2) / tileValues);
  const groups = expandWidth / parts;
  const cut = (key: string, axis: number) =>
    splitEvenly(b, b.weight(`${name}/${key}`), axis, expandWidth, parts);
  const [weight1, bias1] = [cut('conv1/weight', 0), cut('conv1/bias', 0)];
  const [weight2, bias2] = [cut('conv2/weight', 0), cut('conv2/bias', 0)];
  let sum = x;
  for (const [part, weight] of cut('conv3/weight', 1).entries()) {
    const first = { weight: weight1[part] as Value, bias: bias1[part] as Value };
    const depthwise = { weight: weight2[part] as Value, bias: bias2[part] as Value };
    const wide = gelu(b, convWith(b, x, first, { kernel: 1 }));
    const mixed = gelu(b, convWith(b, wide, depthwise, { kernel: 3, groups }));
    const bias = part === 0 ? b.weight(`${name}/conv3/bias`) : null;
    sum = b.node('Add', [convWith(b, mixed, { weight, bias }, { kernel: 1 }), sum]);
  }
  return gelu(b, sum);
}
