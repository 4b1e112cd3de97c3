import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { askedElsewhere, launch, SOFTWARE_WEBGL, saidBy, serve } from '@medicosam/in-chromium';
import type { Inspect } from '../../src/inspect.js';

/** What `npm run build` makes. */
const folder = new URL('../../dist/vite/', import.meta.url);

/** The built viewer in a browser. */
export async function openViewer() {
  if (!existsSync(folder)) throw new Error('The viewer is not built: run `npm run build` first.');
  const browser = await launch({ flags: SOFTWARE_WEBGL });
  // Not isolated: threads that wait for one another get nowhere on a machine that is busy.
  const site = await serve({ folders: { '/': folder } });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // Of a file whose elements name no types Cornerstone's reader says which it takes, as an error.
  const said = saidBy(
    page,
    (message) => message.type() === 'error' && !/^Invalid vr type/.test(message.text()),
  );
  const elsewhere = askedElsewhere(page.context(), site.address, ['blob:', 'data:']);
  await page.goto(`${site.address}#inspect`);

  return {
    page,
    said,
    elsewhere,
    look: <Name extends keyof Inspect>(name: Name, ...args: Parameters<Inspect[Name]>) =>
      page.evaluate(
        ([call, values]) => {
          const { inspect } = globalThis as unknown as {
            inspect: Record<string, (...all: unknown[]) => unknown>;
          };
          return inspect[call as string]?.(...(values as unknown[]));
        },
        [name, args] as const,
      ) as Promise<ReturnType<Inspect[Name]>>,
    /** Drops files on the page as a person does. */
    async drop(paths: readonly string[]) {
      const files = await Promise.all(
        paths.map(async (path) => ({
          name: basename(path),
          base64: (await readFile(path)).toString('base64'),
        })),
      );
      const transfer = await page.evaluateHandle((all) => {
        const made = new DataTransfer();
        for (const { name, base64 } of all) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          made.items.add(new File([bytes], name));
        }
        return made;
      }, files);
      for (const event of ['dragenter', 'dragover', 'drop']) {
        await page.dispatchEvent('#stage', event, { dataTransfer: transfer });
      }
    },
    /** Drops a series, and waits until it is shown in place of the one before. */
    async open(paths: readonly string[], modality: string) {
      await this.drop(paths);
      await page.locator('#series-name', { hasText: ` ${modality} ` }).waitFor({ timeout: 300_000 });
      await page.getByText('Point at a structure').waitFor({ timeout: 300_000 });
    },
    /** A place of a view by the parts of its width and height. */
    async at(view: string, x: number, y: number): Promise<[number, number]> {
      const box = await page.locator(`[data-view=${view}] .viewport`).boundingBox();
      if (!box) throw new Error(`no view ${view}`);
      return [box.x + x * box.width, box.y + y * box.height];
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}

export type Viewer = Awaited<ReturnType<typeof openViewer>>;
