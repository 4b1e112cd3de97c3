import { openPath } from '@medicosam/io/node';
import type { ImageInfo, OpenedImages } from '@medicosam/io/open';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { infoText } from './info-text.js';

/** What `medicosam info --json` prints. */
export interface InfoReport extends Omit<OpenedImages, 'items'> {
  readonly version: 1;
  readonly path: string;
  /** `number` is what `medicosam segment --series` takes. */
  readonly items: readonly (ImageInfo & { readonly number: number })[];
}

/** Says what an image, a volume or the series of a folder hold. */
export async function runInfo(path: string, { output, signal }: CommandContext): Promise<ExitCode> {
  output.progress(`Reading ${path}`);
  const { items, ...opened } = await openPath(path, { signal });
  const described: InfoReport['items'][number][] = [];
  for (const [index, item] of items.entries()) {
    signal.throwIfAborted();
    described.push({ number: index + 1, ...(await item.describe()) });
  }
  const report: InfoReport = { version: 1, path, ...opened, items: described };
  output.result(report, () => infoText(report));
  return EXIT_CODES.done;
}
