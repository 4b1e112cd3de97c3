import type { MaskDecoder } from '../../describe/network.js';
import { planLinear, planNorm } from '../../planning/plan-layers.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import { planImageToToken, planSelfAttention, planTokenToImage } from './plan-attention.js';

const KEY = 'mask_decoder.transformer';

/** The two-way transformer of the mask decoder (Segment Anything, `transformer.py`). */
export function planTwoWay({ width, heads, depth, mlpWidth, crossWidth }: MaskDecoder): PlannedWeight[] {
  const own = { width, inner: width, heads };
  const cross = { width, inner: crossWidth, heads };
  const layers = Array.from({ length: depth }, (_, i) => {
    const [name, key] = [`decoder/layer${i}`, `${KEY}.layers.${i}`];
    return [
      ...planSelfAttention(`${name}/self`, `${key}.self_attn`, own),
      ...planNorm(`${name}/norm1`, `${key}.norm1`, width),
      ...planTokenToImage(`${name}/token_to_image`, `${key}.cross_attn_token_to_image`, cross),
      ...planNorm(`${name}/norm2`, `${key}.norm2`, width),
      ...planLinear(`${name}/mlp1`, `${key}.mlp.lin1`, width, mlpWidth),
      ...planLinear(`${name}/mlp2`, `${key}.mlp.lin2`, mlpWidth, width),
      ...planNorm(`${name}/norm3`, `${key}.norm3`, width),
      ...planImageToToken(`${name}/image_to_token`, `${key}.cross_attn_image_to_token`, cross),
      ...planNorm(`${name}/norm4`, `${key}.norm4`, width),
    ];
  });
  return [
    ...layers.flat(),
    ...planTokenToImage('decoder/final', `${KEY}.final_attn_token_to_image`, cross),
    ...planNorm('decoder/final/norm', `${KEY}.norm_final_attn`, width),
  ];
}
