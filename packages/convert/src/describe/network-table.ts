import type { Checkpoint } from '../checkpoint/checkpoint.js';
import type { NetworkDescription, SamVitEncoder, TinyVitEncoder } from './network.js';

/** One fact about a network, for people. */
export interface NetworkFact {
  readonly part: 'file' | 'image encoder' | 'decoder';
  readonly name: string;
  readonly value: string;
}

/** What was found in a checkpoint, row by row, as `inspect` shows it. */
export function networkTable(checkpoint: Checkpoint, network: NetworkDescription): NetworkFact[] {
  const { encoder, decoder } = network;
  return [
    ...rows('file', fileFacts(checkpoint)),
    ...rows('image encoder', encoder.kind === 'sam-vit' ? vitFacts(encoder) : tinyFacts(encoder)),
    ...rows('decoder', {
      width: decoder.width,
      heads: decoder.heads,
      layers: decoder.depth,
      'MLP width': decoder.mlpWidth,
      'cross-attention width': decoder.crossWidth,
      masks: decoder.masks,
      'predicted IoU': `${decoder.iouDepth} layers, width ${decoder.iouWidth}`,
      'mask prompt channels': decoder.maskChannels,
      'upscaling channels': decoder.upscaleChannels,
    }),
  ];
}

type Facts = Readonly<Record<string, string | number | readonly number[]>>;

const rows = (part: NetworkFact['part'], facts: Facts): NetworkFact[] =>
  Object.entries(facts).map(([name, value]) => ({
    part,
    name,
    value: typeof value === 'object' ? value.join(', ') || 'none' : String(value),
  }));

function fileFacts({ container, at, prefix, tensors, decoderTensors }: Checkpoint): Facts {
  let values = 0;
  for (const { dims } of tensors.values()) values += dims.reduce((product, dim) => product * dim, 1);
  return {
    container,
    'found under': at.join('.') || 'the top',
    'prefix of keys': prefix || 'none',
    tensors: tensors.size,
    values,
    'stored as': [...new Set([...tensors.values()].map(({ type }) => type))].sort().join(', '),
    'tensors of a UNETR decoder': decoderTensors.size,
  };
}

const vitFacts = (encoder: SamVitEncoder): Facts => ({
  kind: 'SAM ViT',
  input: `${encoder.imageSize} × ${encoder.imageSize} pixels`,
  patch: encoder.patchSize,
  width: encoder.width,
  blocks: encoder.depth,
  heads: encoder.heads,
  'MLP width': encoder.mlpWidth,
  window: encoder.window,
  'global blocks': encoder.globalBlocks,
  embedding: `${encoder.outChannels} × ${encoder.grid} × ${encoder.grid}`,
});

const tinyFacts = (encoder: TinyVitEncoder): Facts => ({
  kind: 'TinyViT',
  input: `${encoder.imageSize} × ${encoder.imageSize} pixels`,
  widths: encoder.widths,
  blocks: encoder.depths,
  heads: encoder.heads.slice(1),
  'MLP widths': encoder.mlpWidths.slice(1),
  windows: encoder.windows.slice(1),
  'bottleneck width': encoder.expandWidth,
  embedding: `${encoder.outChannels} × ${encoder.grid} × ${encoder.grid}`,
});
