import type { Progress } from '@medicosam/core';
import { createHub, type LicenceNotice } from '@medicosam/hub';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { parseWords } from '../options/list-option.js';
import { byteText, tableText } from '../text.js';

/** The options of `medicosam models pull` and `add`. */
export interface PullCommandOptions {
  readonly name?: string;
  readonly storage?: string;
  readonly acceptLicence?: boolean;
  readonly offline?: boolean;
}

/** Gets a model into the cache. */
export async function pullModel(
  what: string,
  options: PullCommandOptions,
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  const storages =
    options.storage === undefined
      ? undefined
      : parseWords('--storage', options.storage, ['fp32', 'w16', 'int8']);
  const { name, folder, manifest, wasThere, entry } = await createHub().pull(what, {
    name: options.name,
    storages,
    acceptLicence: options.acceptLicence,
    // Not given, the environment decides.
    offline: options.offline,
    signal,
    onLicence: (notice) => output.note(noticeText(notice)),
    onProgress: (progress) => output.progress(progressText(progress), progress),
  });
  for (const note of wasThere ? [] : manifest.notes) output.note(`note: ${note}`);
  output.result({ name, folder, wasThere, entry: entry?.name ?? null, manifest }, () =>
    [
      `${name}  ${manifest.title}, ${manifest.architecture.encoder}, input ${manifest.image.size} px${wasThere ? ', was there' : ''}`,
      tableText(manifest.weights.map(({ file, storage, bytes }) => [`  ${file}`, storage, byteText(bytes)])),
      `  ${folder}`,
      `Use it with --model ${name}.`,
    ].join('\n'),
  );
  return EXIT_CODES.done;
}

const noticeText = ({ title, licence, citation, notes }: LicenceNotice): string =>
  [
    `${title}: licence ${licence ?? 'not known'}`,
    ...notes.map((note) => `  ${note}`),
    ...citation.map((work) => `  cite: ${work}`),
  ].join('\n');

const STAGES: Readonly<Record<string, string>> = {
  wait: 'Waiting for another process that works on this model',
  verify: 'Checking the file',
  read: 'Hashing the checkpoint',
  convert: 'Converting',
};

function progressText({ stage, totalBytes }: Progress): string {
  if (stage !== 'download') return STAGES[stage] ?? stage;
  return totalBytes === undefined ? 'Downloading' : `Downloading ${byteText(totalBytes)}`;
}
