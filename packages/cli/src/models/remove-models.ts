import { MedicoSamError } from '@medicosam/core';
import { createHub } from '@medicosam/hub';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';

/** Removes models from the cache. */
export async function removeModels(
  names: readonly string[],
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  const hub = createHub();
  for (const name of names) {
    if (await hub.remove(name, { signal })) continue;
    throw new MedicoSamError('MODEL_NOT_FOUND', {
      message: `${name} is not in the model cache.`,
      hint: 'medicosam models list shows what is.',
    });
  }
  output.result({ removed: names }, () => `Removed ${names.join(', ')}.`);
  return EXIT_CODES.done;
}
