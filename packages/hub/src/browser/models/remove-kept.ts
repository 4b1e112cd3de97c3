import type { LoadOptions } from '@medicosam/core';
import { checkName } from '../../pull/names.js';
import type { BrowserContext } from '../browser-context.js';
import { downloadFolder, modelFolder, recordPath } from '../layout.js';
import { withLock } from '../with-lock.js';

/** See `BrowserHub.remove`. */
export async function removeKept(
  context: BrowserContext,
  name: string,
  options: LoadOptions,
): Promise<boolean> {
  checkName(name);
  const files = await context.files();
  return withLock(context, name, options, async () => {
    // First what makes the model be there: nobody sees half of one.
    await files.remove(recordPath(name));
    const removed = [await files.remove(modelFolder(name)), await files.remove(downloadFolder(name))];
    return removed.includes(true);
  });
}
