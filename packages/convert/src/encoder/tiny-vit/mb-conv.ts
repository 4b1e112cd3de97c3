import type { GraphBuilder, Value } from '@medicosam/onnx';
import { conv } from '../layers/conv.js';
import { gelu } from '../layers/gelu.js';

/** An inverted bottleneck on an image [1, width, h, w] (MobileSAM, `MBConv`), batch norms folded. */
export function mbConv(b: GraphBuilder, x: Value, name: string, expandWidth: number): Value {
  const wide = gelu(b, conv(b, x, `${name}/conv1`, { kernel: 1 }));
  const mixed = gelu(b, conv(b, wide, `${name}/conv2`, { kernel: 3, groups: expandWidth }));
  return gelu(b, b.node('Add', [conv(b, mixed, `${name}/conv3`, { kernel: 1 }), x]));
}
