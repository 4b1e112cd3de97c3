import type { ManifestGraph } from '@medicosam/core';
import type { Graph, WeightsLayout } from '@medicosam/onnx';
import { decoderParts, planDecoder } from '../decoder/index.js';
import type { NetworkDescription } from '../describe/index.js';
import { buildEncoder, type EncoderLowering, planEncoder } from '../encoder/index.js';
import type { PlannedWeight } from '../weights/planned-weight.js';

/** One graph that a network is written as. */
export interface NetworkPart {
  readonly part: string;
  readonly lowering: string;
  readonly when?: ManifestGraph['when'];
  readonly build: (layout: WeightsLayout) => Graph;
}

/**
 * Lowerings of an encoder. The fused one is written where it is measured to win (`docs/benchmarks.md`): for
 * TinyViT's small windows; SAM's ViT is as fast in plain operators.
 */
const ENCODER_LOWERINGS: Readonly<Record<string, readonly EncoderLowering[]>> = {
  'sam-vit': ['tiled'],
  'tiny-vit': ['tiled', 'fused'],
};

/** Every tensor of the weights file, for all graphs alike. */
export const planNetwork = ({ encoder, decoder }: NetworkDescription): PlannedWeight[] => [
  ...planEncoder(encoder),
  ...planDecoder(decoder),
];

/** Every graph of the model folder. */
export function networkParts({ encoder, decoder }: NetworkDescription): NetworkPart[] {
  const encoders = (ENCODER_LOWERINGS[encoder.kind] ?? ['tiled']).map((lowering) => ({
    part: 'encoder',
    lowering,
    build: (layout: WeightsLayout) => buildEncoder(encoder, lowering, layout),
  }));
  return [...encoders, ...decoderParts(decoder, encoder)];
}
