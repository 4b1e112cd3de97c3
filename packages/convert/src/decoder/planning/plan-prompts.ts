import type { MaskDecoder } from '../../describe/network.js';
import { planLinear, planNorm, planVector } from '../../planning/plan-layers.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import { planPatchConv } from './plan-patches.js';
import { stacked } from './stacked.js';

const KEY = 'prompt_encoder';

/** The prompt encoder and the decoder's own tokens (Segment Anything, `prompt_encoder.py`, `mask_decoder.py`). */
export function planPrompts({ width, masks, maskChannels }: MaskDecoder): PlannedWeight[] {
  const [first, second] = maskChannels;
  return [
    planVector('decoder/position', `${KEY}.pe_layer.positional_encoding_gaussian_matrix`, [2, width / 2]),
    {
      // Row label + 2: absent (masked, so anything will do), not a point, background, foreground, two corners.
      name: 'decoder/labels',
      dims: [6, width],
      from: [
        `${KEY}.not_a_point_embed.weight`,
        ...[0, 1, 2, 3].map((label) => `${KEY}.point_embeddings.${label}.weight`),
      ],
      make: (...rows) => stacked([new Float32Array(width), ...rows]),
      keepFloat32: true,
    },
    {
      name: 'decoder/output_tokens',
      dims: [1 + masks, width],
      from: ['mask_decoder.iou_token.weight', 'mask_decoder.mask_tokens.weight'],
      make: (iou, mask) => stacked([iou, mask]),
      keepFloat32: true,
    },
    planVector('decoder/no_mask', `${KEY}.no_mask_embed.weight`, [width]),
    planPatchConv('decoder/mask_prompt/conv1', `${KEY}.mask_downscaling.0`, 1, first),
    planVector('decoder/mask_prompt/conv1/bias', `${KEY}.mask_downscaling.0.bias`, [first]),
    ...planNorm('decoder/mask_prompt/norm1', `${KEY}.mask_downscaling.1`, first),
    planPatchConv('decoder/mask_prompt/conv2', `${KEY}.mask_downscaling.3`, first, second),
    planVector('decoder/mask_prompt/conv2/bias', `${KEY}.mask_downscaling.3.bias`, [second]),
    ...planNorm('decoder/mask_prompt/norm2', `${KEY}.mask_downscaling.4`, second),
    ...planLinear('decoder/mask_prompt/conv3', `${KEY}.mask_downscaling.6`, second, width),
  ];
}
