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

/** Every tensor of the weights file, for all graphs alike. */
export const planNetwork = ({ encoder, decoder }: NetworkDescription): PlannedWeight[] => [
  ...planEncoder(encoder),
  ...planDecoder(decoder),
];

/**
 * Every graph of the model folder.
 *
 * @param lowerings - of the encoder; the decoder has the one that runs everywhere
 */
export function networkParts(
  { encoder, decoder }: NetworkDescription,
  lowerings: readonly EncoderLowering[],
): NetworkPart[] {
  const encoders = lowerings.map((lowering) => ({
    part: 'encoder',
    lowering,
    build: (layout: WeightsLayout) => buildEncoder(encoder, lowering, layout),
  }));
  return [...encoders, ...decoderParts(decoder, encoder)];
}
