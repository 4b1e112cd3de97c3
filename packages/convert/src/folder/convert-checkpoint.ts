import {
  type ByteSource,
  MANIFEST_SCHEMA_VERSION,
  type Manifest,
  type ManifestGraph,
  type ManifestWeights,
  MedicoSamError,
  readManifest,
} from '@medicosam/core';
import { writeGraph } from '@medicosam/onnx';
import { type Checkpoint, openCheckpoint, overlay } from '../checkpoint/index.js';
import { describeNetwork, type NetworkDescription } from '../describe/index.js';
import { encodeText } from '../platform.js';
import { keptInFloat } from '../quantise/kept-in-float.js';
import { CONVERTER } from '../version.js';
import type { ConvertOptions, Lowering } from './convert-options.js';
import type { FolderSink } from './folder-sink.js';
import { type CreateSha256, portableSha256, sha256Of, sha256OfSource } from './hashing.js';
import { modelCard } from './model-card.js';
import { type NetworkPart, networkParts, planNetwork } from './network-parts.js';
import { type WrittenWeights, weightsFile, writeWeights } from './weights-writer.js';
import { writeProbes } from './write-probes.js';

/**
 * Converts a checkpoint of the SAM family into a model folder: `manifest.json`, weights as safetensors, graphs
 * as ONNX files of a few dozen kB that point into them, probes and a model card. Nothing of the checkpoint is
 * executed. The same checkpoint and facts give the same bytes in every runtime.
 *
 * Memory: the largest tensor a few times over, not the checkpoint.
 *
 * @returns the manifest that was written, last of all
 * @throws MedicoSamError `CHECKPOINT_UNREADABLE`, `CHECKPOINT_UNSAFE`, `CHECKPOINT_UNKNOWN_KEY`,
 *   `CHECKPOINT_INCOMPLETE`, `CHECKPOINT_SHAPE`, `INVALID_ARGUMENT`, what the sink throws; the signal's reason
 *   when aborted.
 */
export async function convertCheckpoint(options: ConvertOptions): Promise<Manifest> {
  const {
    sink,
    signal,
    onProgress,
    storages = ['fp32'],
    lowerings = [DEFAULT_LOWERING],
    createSha256 = portableSha256,
    keepFloat,
  } = options;
  const sources = 'read' in options.checkpoint ? [options.checkpoint] : options.checkpoint;
  checkChoice('storages', ['fp32', 'w16', 'int8'], storages);
  checkChoice('lowerings', [DEFAULT_LOWERING, 'fused'], lowerings);

  const checkpoint = await openAll(sources);
  const network = describeNetwork(checkpoint, options.network);
  const provenance = await hashSources(sources, createSha256, options);
  const plan = planNetwork(network);
  const forms = storages.map((storage) => ({ storage, keepFloat: keepFloat ?? keptInFloat(network) }));
  const weights = await writeWeights(plan, checkpoint, forms, sink, createSha256, {
    signal,
    onFraction: (fraction) => onProgress?.({ stage: 'convert', fraction }),
  });
  const graphs = await writeGraphs(networkParts(network, lowerings), weights, sink, createSha256);
  const probes = await writeProbes(network, probedLowerings(lowerings), storages, sink, createSha256);
  const hash = sha256Of(
    encodeText(JSON.stringify([provenance.map((source) => source.sha256), network.encoder, network.decoder])),
    createSha256,
  );

  const manifest = readManifest(
    describeModel(options, network, { hash, graphs, probes, provenance, weights: weights.map(weightsEntry) }),
  );
  await writeText(sink, 'MODEL_CARD.md', modelCard(manifest));
  await writeText(sink, 'manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Runs on every runtime; parts that have no other are always written in it. */
const DEFAULT_LOWERING: Lowering = 'tiled';

/** The decoder is tiled whatever the encoder is: its probes are needed too. */
const probedLowerings = (lowerings: readonly Lowering[]): readonly Lowering[] => [
  ...new Set([DEFAULT_LOWERING, ...lowerings]),
];

function checkChoice(option: string, known: readonly string[], chosen: readonly string[]): void {
  const isValid =
    chosen.length > 0 &&
    new Set(chosen).size === chosen.length &&
    chosen.every((name) => known.includes(name));
  if (isValid) return;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `${option} holds each of ${known.join(' and ')} at most once and at least one, got [${chosen.join(', ')}].`,
  });
}

async function openAll(sources: readonly ByteSource[]): Promise<Checkpoint> {
  const [first, ...rest] = sources;
  if (!first) throw new MedicoSamError('INVALID_ARGUMENT', { message: 'checkpoint names no file.' });
  let whole = await openCheckpoint(first);
  for (const source of rest) whole = overlay(whole, await openCheckpoint(source));
  return whole;
}

async function hashSources(
  sources: readonly ByteSource[],
  createSha256: CreateSha256,
  { signal, onProgress }: ConvertOptions,
): Promise<Manifest['provenance']['checkpoint']> {
  const totalBytes = sources.reduce((sum, source) => sum + source.size, 0);
  const hashed: Manifest['provenance']['checkpoint'] = [];
  let loadedBytes = 0;
  for (const source of sources) {
    const sha256 = await sha256OfSource(source, createSha256, signal, (bytes) => {
      loadedBytes += bytes;
      onProgress?.({ stage: 'read', fraction: loadedBytes / totalBytes, loadedBytes, totalBytes });
    });
    hashed.push({ sha256, bytes: source.size });
  }
  return hashed;
}

async function writeGraphs(
  parts: readonly NetworkPart[],
  weights: readonly WrittenWeights[],
  sink: FolderSink,
  createSha256: CreateSha256,
): Promise<ManifestGraph[]> {
  const written: ManifestGraph[] = [];
  for (const { storage, layout } of weights) {
    for (const { part, lowering, when, build } of parts) {
      const variant = when?.maxTokens ? `${lowering}-${when.maxTokens}` : lowering;
      const file = `${part}.${variant}${storage === 'fp32' ? '' : `.${storage}`}.onnx`;
      const bytes = writeGraph(build(layout));
      await writeBytes(sink, file, bytes);
      written.push({
        part,
        ...(when ? { when } : {}),
        lowering,
        storage,
        file,
        sha256: sha256Of(bytes, createSha256),
        weights: weightsFile(storage),
      });
    }
  }
  return written;
}

const weightsEntry = ({ storage, bytes, sha256 }: WrittenWeights): ManifestWeights => ({
  file: weightsFile(storage),
  storage,
  bytes,
  sha256,
});

function describeModel(
  facts: ConvertOptions,
  { encoder, decoder, warnings }: NetworkDescription,
  written: Pick<Manifest, 'hash' | 'graphs' | 'weights' | 'probes'> & {
    provenance: Manifest['provenance']['checkpoint'];
  },
): unknown {
  const { kind, ...details } = encoder;
  const { id = 'model' } = facts;
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    id,
    title: facts.title ?? id,
    hash: written.hash,
    architecture: { encoder: kind, details: { ...details, decoder } },
    image: {
      size: encoder.imageSize,
      // ImageNet's mean and std in 8-bit units, as Segment Anything's `sam.py` has them.
      mean: facts.mean ?? [123.675, 116.28, 103.53],
      std: facts.std ?? [58.395, 57.12, 57.375],
    },
    trained: {
      preprocess: facts.trained?.preprocess ?? 'sam',
      normalisation: facts.trained?.normalisation ?? 'none',
      maskPrompts: facts.trained?.maskPrompts ?? true,
      prompts: facts.trained?.prompts ?? ['point', 'box', 'mask'],
    },
    embedding: [
      {
        name: 'image_embedding',
        dims: [1, encoder.outChannels, encoder.grid, encoder.grid],
        store: 'float16',
      },
    ],
    decoder: {
      masks: decoder.masks,
      lowRes: [encoder.grid * 4, encoder.grid * 4],
      prompts: ['point', 'box', 'mask'],
    },
    graphs: written.graphs,
    weights: written.weights,
    probes: written.probes,
    licence: facts.licence ?? 'unknown',
    citation: facts.citation ?? [],
    provenance: { checkpoint: written.provenance, converter: CONVERTER },
    measured: facts.measured ?? [],
    notes: [...warnings, ...(facts.notes ?? [])],
  };
}

const writeText = (sink: FolderSink, file: string, text: string): Promise<void> =>
  writeBytes(sink, file, encodeText(text));

async function writeBytes(sink: FolderSink, file: string, bytes: Uint8Array): Promise<void> {
  const open = await sink.create(file);
  try {
    await open.write(bytes);
  } finally {
    await open.close();
  }
}
