import type { Graph, WeightsLayout } from '@medicosam/onnx';
import type { MaskDecoder } from '../describe/network.js';
import { buildDecoder } from './build-decoder.js';
import { buildImageKeys } from './build-image-keys.js';
import type { ImageFrame } from './decoder-graph.js';

/** One graph of the decoder, as a model folder lists it. */
export interface DecoderPart {
  readonly part: 'image-keys' | 'decoder' | 'decoder-mask';
  /** Plain operators alone: ONNX Runtime's own attention operators were measured not to be quicker here. */
  readonly lowering: 'tiled';
  /** The batches it is made for: the most prompt tokens of an object (points, box corners). Absent: all. */
  readonly when?: { readonly maxTokens: number };
  readonly build: (layout: WeightsLayout) => Graph;
}

/**
 * The most prompt tokens of an object for which the graphs for few tokens are the quicker ones: together with the
 * decoder's own (one for the predicted IoU, one a mask) the rows of all heads are then no more than the columns of
 * the projection that they save.
 */
export const fewTokens = ({ crossWidth, heads, masks }: MaskDecoder): number =>
  Math.floor(crossWidth / heads) - 1 - masks;

/** Every graph of a prompt encoder and mask decoder. Where two fit a batch, the one with `when` is quicker. */
export function decoderParts(decoder: MaskDecoder, frame: ImageFrame): DecoderPart[] {
  const maxTokens = fewTokens(decoder);
  const ofPart = (part: 'decoder' | 'decoder-mask'): DecoderPart[] => {
    const build = (tokens: 'few' | 'many') => (layout: WeightsLayout) =>
      buildDecoder(decoder, frame, { mask: part === 'decoder-mask', tokens }, layout);
    const many: DecoderPart = { part, lowering: 'tiled', build: build('many') };
    if (maxTokens < 1) return [many];
    return [{ part, lowering: 'tiled', when: { maxTokens }, build: build('few') }, many];
  };
  return [
    { part: 'image-keys', lowering: 'tiled', build: (layout) => buildImageKeys(decoder, frame, layout) },
    ...ofPart('decoder'),
    ...ofPart('decoder-mask'),
  ];
}
