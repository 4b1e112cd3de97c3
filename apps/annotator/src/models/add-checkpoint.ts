import { isMedicoSamError, type LoadOptions } from '@medicosam/core';
import type { BrowserHub, PulledModel } from '@medicosam/hub/browser';

/** Of files of one name, so many can be kept. */
const MOST = 99;

/**
 * Converts a checkpoint into the browser's cache. Training runs all write a `best.pt`: where its name stands for another
 * checkpoint, the file gets that name with a number.
 *
 * @throws MedicoSamError as `BrowserHub.pull`.
 */
export async function addCheckpoint(hub: BrowserHub, file: File, options: LoadOptions): Promise<PulledModel> {
  let name: string | undefined;
  for (let number = 2; ; number++) {
    try {
      return await hub.pull(file, { ...options, name });
    } catch (error) {
      const taken = takenName(error);
      if (taken === undefined || number > MOST) throw error;
      name = `${taken.replace(/-\d+$/, name === undefined ? '$&' : '')}-${number}`;
    }
  }
}

/** The name that stands for another checkpoint, where that is what is wrong. */
function takenName(error: unknown): string | undefined {
  if (!isMedicoSamError(error, 'INVALID_ARGUMENT')) return undefined;
  const { name } = error.details;
  return typeof name === 'string' ? name : undefined;
}
