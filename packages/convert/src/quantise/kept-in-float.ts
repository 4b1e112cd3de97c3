import type { NetworkDescription } from '../describe/network.js';

/** Says of a layer, named as in the weights file without `/weight`, whether an `int8` file leaves it in float. */
export type KeepFloat = (layer: string) => boolean;

/**
 * What stays in float unless the caller says otherwise: the decoder, and what the embedding is made of last, with no
 * block behind it that would even an error out. Measured on the default model, see docs/quantisation.md.
 */
export function keptInFloat({ encoder }: NetworkDescription): KeepFloat {
  const last =
    encoder.kind === 'sam-vit'
      ? `encoder/block${encoder.depth - 1}/`
      : `encoder/stage${encoder.widths.length - 1}/`;
  return (layer) =>
    !layer.startsWith('encoder/') ||
    layer === 'encoder/neck/conv1' ||
    (layer.startsWith(last) && layer.endsWith('/mlp/lin2'));
}
