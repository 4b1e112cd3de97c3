import { MedicoSamError } from '@medicosam/core';
import { type CachedModel, createHub, type RegistryEntry } from '@medicosam/hub';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { byteText, tableText } from '../text.js';
import { sizeText } from './entry-text.js';

/** Tells what the registry and the cache know of a name. */
export async function infoModel(name: string, { output }: CommandContext): Promise<ExitCode> {
  const hub = createHub();
  const cached = (await hub.get(name)) ?? null;
  const entry = (await hub.entries()).find((known) => known.name === (cached?.record?.entry ?? name)) ?? null;
  if (!cached && !entry) {
    throw new MedicoSamError('MODEL_NOT_FOUND', {
      message: `${name} is neither in the model cache nor in the registry.`,
      hint: 'medicosam models list shows the names; medicosam inspect looks into files and packaged models.',
    });
  }
  output.result({ name, entry, cached }, () => [...cachedText(cached), ...entryText(entry)].join('\n'));
  return EXIT_CODES.done;
}

function cachedText(cached: CachedModel | null): string[] {
  if (!cached) return ['Not in the cache.'];
  const { folder, bytes, manifest, record } = cached;
  const checkpoints = manifest.provenance.checkpoint.map(({ sha256 }) => sha256);
  const facts = [
    ['title', manifest.title],
    ['network', `${manifest.architecture.encoder}, input ${manifest.image.size} px`],
    ['weights', manifest.weights.map(({ storage }) => storage).join(', ')],
    ['licence', manifest.licence],
    ['from', record ? (record.url ?? 'a file of this machine') : 'unknown'],
    ...checkpoints.map((sha256) => ['checkpoint', `sha256 ${sha256}`]),
  ];
  return [
    `In the cache: ${folder} (${byteText(bytes)})`,
    tableText(facts.map(([fact = '', value = '']) => [`  ${fact}`, value])),
  ];
}

function entryText(entry: RegistryEntry | null): string[] {
  if (!entry) return ['Not in the registry.'];
  const { trained } = entry;
  const unknown = 'unknown';
  const prompts = trained.prompts?.join(', ');
  const facts: [string, string][] = [
    ['task', entry.task],
    ['network', `${entry.architecture}, input ${entry.imageSize} px`],
    ['file', `${entry.file}, ${sizeText(entry)}`],
    ...entry.urls.map((url): [string, string] => ['from', url]),
    ...(entry.page === null ? [] : [['page', entry.page] as [string, string]]),
    ['xxh128', entry.xxh128 ?? unknown],
    ['sha256', entry.sha256 ?? unknown],
    ['licence', entry.licence ?? unknown],
    ...entry.citation.map((citation): [string, string] => ['cite', citation]),
    ['preprocessing', trained.preprocess ?? unknown],
    ['normalisation', trained.normalisation ?? unknown],
    ['prompts', prompts ?? unknown],
    ['mask prompts', trained.maskPrompts === null ? unknown : trained.maskPrompts ? 'yes' : 'no'],
    ...entry.notes.map((note): [string, string] => ['note', note]),
  ];
  return [`${entry.name}  ${entry.title}`, tableText(facts.map(([fact, value]) => [`  ${fact}`, value]))];
}
