import { createHub } from '@medicosam/hub';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';

/** Prints the folder of the cache, or of a model in it. */
export async function pathModel(name: string | undefined, { output }: CommandContext): Promise<ExitCode> {
  const hub = createHub();
  if (name === undefined) {
    output.result({ path: hub.folder }, () => hub.folder);
    return EXIT_CODES.done;
  }
  const cached = await hub.get(name);
  // Its rejection says what to do.
  if (!cached) await hub.source(name).manifest();
  const path = cached?.folder ?? '';
  output.result({ path }, () => path);
  return EXIT_CODES.done;
}
