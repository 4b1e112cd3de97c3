import type { Value } from '@medicosam/onnx';
import { reshape, slice, transpose } from '../../layers/arrange.js';
import { linear, product } from '../../layers/linear.js';
import type { DecoderGraph } from '../decoder-graph.js';
import { HYPERNETWORK_DEPTH } from '../planning/plan-heads.js';

/** The weights of each mask over the upscaled features, [n, masks, channels], one small network a mask token. */
export function hypernetwork({ b, decoder }: DecoderGraph, tokens: Value): Value {
  const { masks } = decoder;
  return b.scope('hypernetwork', () => {
    let x = transpose(b, slice(b, tokens, 1, 1, 1 + masks), [1, 0, 2]);
    for (let layer = 0; layer < HYPERNETWORK_DEPTH; layer++) {
      x = b.node('Add', [
        product(b, x, `decoder/hypernetwork${layer}`),
        b.weight(`decoder/hypernetwork${layer}/bias`),
      ]);
      if (layer < HYPERNETWORK_DEPTH - 1) x = b.node('Relu', [x]);
    }
    return transpose(b, x, [1, 0, 2]);
  });
}

/** The predicted IoU of each mask, [n, masks], not clamped. */
export function iouHead({ b, decoder }: DecoderGraph, tokens: Value): Value {
  const { width, iouDepth } = decoder;
  return b.scope('iou', () => {
    let x = reshape(b, slice(b, tokens, 1, 0, 1), [-1, width]);
    for (let layer = 0; layer < iouDepth; layer++) {
      x = linear(b, x, `decoder/iou${layer}`);
      if (layer < iouDepth - 1) x = b.node('Relu', [x]);
    }
    return x;
  });
}
