import type { Manifest } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { byteText } from '../text.js';
import { DEFAULT_MODEL, PACKAGED_MODELS } from './packaged-models.js';

/** One model as `medicosam models --json` lists it. */
interface ModelEntry {
  readonly name: string;
  readonly title: string;
  readonly isDefault: boolean;
  readonly bytes: number;
  readonly encoder: string;
  readonly imageSize: number;
  readonly prompts: readonly string[];
  readonly licence: string;
  readonly measured: Manifest['measured'];
}

/** Lists the packaged models. */
export async function runModels({ output }: CommandContext): Promise<ExitCode> {
  const models: ModelEntry[] = [];
  for (const [name, load] of PACKAGED_MODELS) models.push(entryOf(name, await (await load()).manifest()));
  output.result({ models }, () => models.map(entryText).join('\n'));
  return EXIT_CODES.done;
}

const entryOf = (name: string, manifest: Manifest): ModelEntry => ({
  name,
  title: manifest.title,
  isDefault: name === DEFAULT_MODEL,
  bytes: manifest.weights.reduce((sum, { bytes }) => sum + bytes, 0),
  encoder: manifest.architecture.encoder,
  imageSize: manifest.image.size,
  prompts: manifest.trained.prompts,
  licence: manifest.licence,
  measured: manifest.measured,
});

const entryText = (entry: ModelEntry): string =>
  [
    `${entry.name}${entry.isDefault ? ' (default)' : ''}  ${entry.title}`,
    `  ${byteText(entry.bytes)}, ${entry.encoder}, input ${entry.imageSize} px, prompts ${entry.prompts.join(', ')}`,
    `  licence ${entry.licence}`,
    ...entry.measured.map(({ what, value, on }) => `  measured: ${what} ${value} (${on})`),
  ].join('\n');
