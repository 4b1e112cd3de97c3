import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { MedicoSamError } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { type PullCommandOptions, pullModel } from './pull-model.js';

/** Puts a checkpoint of this machine into the cache: a path, whatever names the registry has. */
export async function addModel(
  file: string,
  options: PullCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return pullModel(pathToFileURL(file).href, options, context);
  throw new MedicoSamError('FILE_UNREADABLE', {
    message: found ? `${file} is a folder, not a checkpoint.` : `${file} is not there.`,
    hint: found
      ? 'A model folder is used as it is: --model <folder>.'
      : 'Check the path; names and addresses are for models pull.',
  });
}
