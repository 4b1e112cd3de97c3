import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type ConvertFacts, convertCheckpoint } from '@medicosam/convert';
import { type ByteSource, type Manifest, parseNormalisation } from '@medicosam/core';
import { DiskFolderSink, fileSource } from '@medicosam/onnx-node';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { parseCount, parseTriple, parseWords } from '../options/list-option.js';
import { byteText, tableText } from '../text.js';
import { UsageError } from '../usage-error.js';

/** The options of `medicosam convert`. */
export interface ConvertCommandOptions {
  readonly out: string;
  readonly storage: string;
  readonly lowering: string;
  readonly id?: string;
  readonly title?: string;
  readonly imageSize?: string;
  readonly decoderHeads?: string;
  readonly mean?: string;
  readonly std?: string;
  readonly normalisation?: string;
  readonly preprocess?: string;
  readonly maskPrompts: boolean;
  readonly licence?: string;
  readonly citation?: readonly string[];
  readonly force?: boolean;
}

/** Converts checkpoint files into a model folder. */
export async function runConvert(
  checkpoints: readonly string[],
  options: ConvertCommandOptions,
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  const storages = parseWords('--storage', options.storage, ['fp32', 'w16', 'int8']);
  const lowerings = parseWords('--lowering', options.lowering, ['tiled', 'fused']);
  const facts = factsOf(options);
  await checkTarget(options);
  const startedAt = performance.now();
  const sources: ByteSource[] = [];
  const sink = new DiskFolderSink(options.out);
  let manifest: Manifest;
  try {
    for (const path of checkpoints) sources.push(await fileSource(path));
    manifest = await convertCheckpoint({
      ...facts,
      checkpoint: sources,
      sink,
      storages,
      lowerings,
      signal,
      createSha256: () => createHash('sha256'),
      onProgress: (progress) =>
        output.progress(progress.stage === 'read' ? 'Hashing the checkpoint' : 'Converting', progress),
    });
    await sink.commit();
  } finally {
    await sink.discard();
    await Promise.all(sources.map((source) => source.close()));
  }
  for (const note of manifest.notes) output.note(`note: ${note}`);
  const ms = Math.round(performance.now() - startedAt);
  output.result({ folder: options.out, ms, manifest }, () => convertedText(options.out, manifest, ms));
  return EXIT_CODES.done;
}

function factsOf(options: ConvertCommandOptions): ConvertFacts {
  if (options.normalisation !== undefined) parseNormalisation(options.normalisation);
  const preprocess =
    options.preprocess && parseWords('--preprocess', options.preprocess, ['sam', 'medsam'])[0];
  const id = options.id ?? idOf(options.out);
  return {
    id,
    title: options.title ?? id,
    licence: options.licence,
    citation: options.citation,
    mean: options.mean === undefined ? undefined : parseTriple('--mean', options.mean),
    std: options.std === undefined ? undefined : parseTriple('--std', options.std),
    trained: {
      maskPrompts: options.maskPrompts,
      ...(options.normalisation === undefined ? {} : { normalisation: options.normalisation }),
      ...(preprocess ? { preprocess } : {}),
      ...(options.maskPrompts ? {} : { prompts: ['point', 'box'] as const }),
    },
    network: {
      imageSize: options.imageSize === undefined ? undefined : parseCount('--image-size', options.imageSize),
      decoderHeads:
        options.decoderHeads === undefined ? undefined : parseCount('--decoder-heads', options.decoderHeads),
    },
  };
}

/** A folder's name in the letters that a model's id may have. */
function idOf(folder: string): string {
  const letters = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return letters || 'model';
}

async function checkTarget({ out, force }: ConvertCommandOptions): Promise<void> {
  const files = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw new UsageError(`${out} is a file.`, 'Name a folder.');
    throw error;
  });
  if (files.length === 0 || force) return;
  throw new UsageError(`The folder ${out} is not empty.`, 'Name another, or replace it with --force.');
}

function convertedText(folder: string, manifest: Manifest, ms: number): string {
  const rows = manifest.weights.map(({ file, storage, bytes }) => [`  ${file}`, storage, byteText(bytes)]);
  return [
    `${folder}  ${manifest.title}, ${manifest.architecture.encoder}, input ${manifest.image.size} px, ${manifest.graphs.length} graphs, in ${(ms / 1000).toFixed(1)} s`,
    tableText(rows),
  ].join('\n');
}
