import type { GraphBuilder, Value } from '@medicosam/onnx';
import { conv } from '../../layers/conv.js';
import { gelu } from '../../layers/gelu.js';

/** From one stage's image to the next one's (MobileSAM, `PatchMerging`), batch norms folded. */
export function patchMerge(
  b: GraphBuilder,
  x: Value,
  name: string,
  { width, stride }: { width: number; stride: number },
): Value {
  const wide = gelu(b, conv(b, x, `${name}/conv1`, { kernel: 1 }));
  const merged = gelu(b, conv(b, wide, `${name}/conv2`, { kernel: 3, stride, groups: width }));
  return conv(b, merged, `${name}/conv3`, { kernel: 1 });
}
