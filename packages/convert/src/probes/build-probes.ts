import { MedicoSamError } from '@medicosam/core';
import { decoderParts } from '../decoder/index.js';
import type { NetworkDescription } from '../describe/network.js';
import type { Storage } from '../folder/convert-options.js';
import { attentionProbe } from './cases/attention.js';
import { decoderAttentionProbes } from './cases/decoder-attention.js';
import { encoderAttentions } from './cases/encoder-attention.js';
import { float16WeightsProbe } from './cases/float16-weights.js';
import { int8ProductProbe } from './cases/int8-product.js';
import { layerNormProbe } from './cases/layer-norm.js';
import { neckProbe } from './cases/neck.js';
import { softmaxProbe } from './cases/softmax.js';
import type { Probe } from './probe.js';

/**
 * The probes of one lowering and storage: the layers of the network's graphs as the lowering writes them, at the
 * sizes of the network, on inputs whose results are known. What is expected is computed here in float64.
 *
 * The same network gives the same bytes in every runtime.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a lowering that there is none of.
 */
export function buildProbes(network: NetworkDescription, lowering: string, storage: Storage): Probe[] {
  if (lowering !== 'tiled' && lowering !== 'fused') {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `Probes are written for the lowerings tiled and fused, not for ${lowering}.`,
    });
  }
  const { encoder, decoder } = network;
  const decodes = decoderParts(decoder, encoder).some((part) => part.lowering === lowering);
  return [
    softmaxProbe(network, lowering, storage),
    layerNormProbe(network, lowering, storage),
    neckProbe(network, lowering, storage),
    ...(storage !== 'fp32' ? [float16WeightsProbe(lowering, storage)] : []),
    ...(storage === 'int8' ? [int8ProductProbe(lowering)] : []),
    ...encoderAttentions(encoder, lowering).map((attention) => attentionProbe(attention, lowering, storage)),
    ...(decodes ? decoderAttentionProbes(network, lowering, storage) : []),
  ];
}
