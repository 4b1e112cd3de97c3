import type { Manifest } from '@medicosam/core';
import { createHub, licenceNotice, type RegistryEntry } from '@medicosam/hub';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { DEFAULT_MODEL, PACKAGED_MODELS } from '../model/packaged-models.js';
import { byteText, tableText } from '../text.js';
import { sizeText } from './entry-text.js';

/** One model that is here, as `medicosam models list --json` gives it. */
interface ModelEntry {
  readonly name: string;
  readonly title: string;
  /** Came with this package, or lies in the cache. */
  readonly from: 'package' | 'cache';
  readonly isDefault: boolean;
  readonly bytes: number;
  readonly encoder: string;
  readonly imageSize: number;
  readonly prompts: readonly string[];
  readonly licence: string;
  readonly measured: Manifest['measured'];
}

/** One public checkpoint that is not here. */
interface AvailableEntry {
  readonly name: string;
  readonly title: string;
  readonly architecture: string;
  readonly bytes: number | null;
  readonly approximateBytes: number | null;
  readonly licence: string | null;
  /** Whether `pull` takes it without `--accept-licence`. */
  readonly permissive: boolean;
  /** Whether a program can fetch it; if not, a person can, and `add` takes the file. */
  readonly fetchable: boolean;
}

/** Lists the models that are here, and the public checkpoints that could be. */
export async function listModels({ output }: CommandContext): Promise<ExitCode> {
  const hub = createHub();
  const models: ModelEntry[] = [];
  for (const [name, load] of PACKAGED_MODELS) {
    const manifest = await (await load()).manifest();
    const bytes = manifest.weights.reduce((sum, weights) => sum + weights.bytes, 0);
    models.push(modelEntry(name, manifest, 'package', bytes));
  }
  for (const { name, manifest, bytes } of await hub.list())
    models.push(modelEntry(name, manifest, 'cache', bytes));
  const here = new Set(models.map(({ name }) => name));
  const available = (await hub.entries())
    .filter(({ name, task }) => task === 'interactive' && !here.has(name))
    .map(availableEntry);
  output.result({ models, available }, () =>
    [
      ...models.map(modelText),
      '',
      'To pull:',
      tableText(
        available.map((entry) => [`  ${entry.name}`, entry.title, sizeText(entry), licenceText(entry)]),
      ),
    ].join('\n'),
  );
  return EXIT_CODES.done;
}

const modelEntry = (
  name: string,
  manifest: Manifest,
  from: ModelEntry['from'],
  bytes: number,
): ModelEntry => ({
  name,
  title: manifest.title,
  from,
  isDefault: name === DEFAULT_MODEL,
  bytes,
  encoder: manifest.architecture.encoder,
  imageSize: manifest.image.size,
  prompts: manifest.trained.prompts,
  licence: manifest.licence,
  measured: manifest.measured,
});

const availableEntry = (entry: RegistryEntry): AvailableEntry => ({
  name: entry.name,
  title: entry.title,
  architecture: entry.architecture,
  bytes: entry.bytes,
  approximateBytes: entry.approximateBytes,
  licence: entry.licence,
  permissive: licenceNotice(entry).permissive,
  fetchable: entry.urls.length > 0,
});

const licenceText = ({ licence, permissive, fetchable }: AvailableEntry): string =>
  `${licence ?? 'licence unknown'}${permissive ? '' : ' (--accept-licence)'}${fetchable ? '' : ' (by hand: see models info)'}`;

const modelText = (entry: ModelEntry): string =>
  [
    `${entry.name}${entry.isDefault ? ' (default)' : ''}  ${entry.title}`,
    `  ${byteText(entry.bytes)}, ${entry.encoder}, input ${entry.imageSize} px, prompts ${entry.prompts.join(', ')}`,
    `  licence ${entry.licence}`,
    ...entry.measured.map(({ what, value, on }) => `  measured: ${what} ${value} (${on})`),
  ].join('\n');
