import { MedicoSamError } from '@medicosam/core';
import { createHub, type FileCheck } from '@medicosam/hub';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { tableText } from '../text.js';

interface ModelReport {
  readonly name: string;
  readonly intact: boolean;
  readonly files: readonly FileCheck[];
}

/** Holds the files of models in the cache against their hashes; of all where none is named. */
export async function verifyModels(
  names: readonly string[],
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  const hub = createHub();
  const models: ModelReport[] = [];
  for (const name of names.length > 0 ? names : (await hub.list()).map((model) => model.name)) {
    const files = await hub.verify(name, {
      signal,
      onProgress: (progress) => output.progress(`Checking ${name}`, progress),
    });
    models.push({ name, files, intact: files.every(({ state }) => state === 'ok') });
  }
  output.result({ models }, () =>
    models.length === 0 ? 'The cache is empty.' : tableText(models.flatMap(rowsOf)),
  );
  const wrong = models.filter(({ intact }) => !intact).map(({ name }) => name);
  if (wrong.length === 0) return EXIT_CODES.done;
  throw new MedicoSamError('MODEL_CHECKSUM_MISMATCH', {
    message: `Not what the manifest says: ${wrong.join(', ')}.`,
    hint: `medicosam models remove ${wrong.join(' ')}, then pull again.`,
  });
}

const rowsOf = ({ name, intact, files }: ModelReport): string[][] => [
  [name, intact ? 'intact' : 'DAMAGED'],
  ...files.filter(({ state }) => state !== 'ok').map(({ file, state }) => [`  ${file}`, state]),
];
