import { MedicoSamError } from '@medicosam/core';
import type { MaskDecoder } from './network.js';
import type { NetworkOverrides } from './network-overrides.js';
import { type ShapeReader, wrongShape } from './shape-reader.js';

const SAM_HEADS = 8;

/** Reads SAM's prompt encoder and mask decoder off their tensors (`prompt_encoder.py`, `mask_decoder.py`). */
export function readMaskDecoder(shapes: ShapeReader, overrides: NetworkOverrides): MaskDecoder {
  const transformer = 'mask_decoder.transformer';
  const iouHead = 'mask_decoder.iou_prediction_head.layers';
  const [masks = 1, width = 1] = shapes.dims('mask_decoder.mask_tokens.weight', 2);
  const perceptrons = shapes.count('mask_decoder.output_hypernetworks_mlps.');
  if (perceptrons !== masks && shapes.missing.length === 0) {
    throw wrongShape(
      'mask_decoder.mask_tokens.weight',
      [masks, width],
      `${perceptrons} rows, one for each of output_hypernetworks_mlps`,
    );
  }
  const crossWidth = shapes.dim(`${transformer}.layers.0.cross_attn_token_to_image.q_proj.weight`, 0, 2);
  // Read for the list of missing tensors: a file without a prompt encoder is told so.
  shapes.dims('prompt_encoder.pe_layer.positional_encoding_gaussian_matrix', 2);
  const heads = overrides.decoderHeads ?? SAM_HEADS;
  const divides = Number.isInteger(heads) && heads > 0 && width % heads === 0 && crossWidth % heads === 0;
  if (!divides && shapes.missing.length === 0) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `decoderHeads must divide the decoder's widths ${width} and ${crossWidth}, got ${heads}.`,
      hint: 'Shapes do not tell the number of heads: give the one that the network was trained with.',
    });
  }
  return {
    width,
    heads,
    depth: Math.max(1, shapes.count(`${transformer}.layers.`)),
    mlpWidth: shapes.dim(`${transformer}.layers.0.mlp.lin1.weight`, 0, 2),
    crossWidth,
    masks: Math.max(1, perceptrons),
    iouDepth: Math.max(1, shapes.count(`${iouHead}.`)),
    iouWidth: shapes.dim(`${iouHead}.0.weight`, 0, 2),
    maskChannels: [
      shapes.dim('prompt_encoder.mask_downscaling.0.weight', 0, 4),
      shapes.dim('prompt_encoder.mask_downscaling.3.weight', 0, 4),
    ],
    upscaleChannels: [
      shapes.dim('mask_decoder.output_upscaling.0.weight', 1, 4),
      shapes.dim('mask_decoder.output_upscaling.3.weight', 1, 4),
    ],
  };
}
