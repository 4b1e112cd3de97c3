import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { askedElsewhere, launch, SOFTWARE_WEBGL, saidBy, serve } from '@medicosam/in-chromium';
import type { Inspect } from '../../src/inspect.js';

/** A file that lies nowhere. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What `npm run build` makes. */
const folder = new URL('../../dist/vite/', import.meta.url);

/** The built viewer in a browser. */
export async function openViewer() {
  if (!existsSync(folder)) throw new Error('The viewer is not built: run `npm run build` first.');
  const browser = await launch({ flags: SOFTWARE_WEBGL });
  // Not isolated: threads that wait for one another get nowhere on a machine that is busy.
  const site = await serve({ folders: { '/': folder } });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const said = saidBy(page, (message) => message.type() === 'error');
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
    /** Drops files on the page as a person does: paths, or bytes with a name. */
    async drop(dropped: readonly (string | NamedBytes)[]) {
      const files = await Promise.all(
        dropped.map(async (file) => {
          const { name, bytes } =
            typeof file === 'string' ? { name: basename(file), bytes: await readFile(file) } : file;
          return { name, base64: Buffer.from(bytes).toString('base64') };
        }),
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
    async open(dropped: readonly (string | NamedBytes)[], kind: string) {
      await this.drop(dropped);
      await page.locator('#series-name', { hasText: ` ${kind} ` }).waitFor({ timeout: 300_000 });
      await page.getByText('Point at a structure').waitFor({ timeout: 300_000 });
    },
    /** Drops labels on what is open, and waits until they are shown. */
    async addLabels(file: string | NamedBytes, isAsked = false) {
      await this.drop([file]);
      if (isAsked) await page.locator('#chooser-options button', { hasText: 'Labels' }).click();
      const name = typeof file === 'string' ? basename(file) : file.name;
      await page.locator('#series-name', { hasText: name }).waitFor({ timeout: 300_000 });
    },
    /** Saves the segments in the format of that title. */
    async save(format: string): Promise<NamedBytes> {
      await page.locator('#export').click();
      const download = page.waitForEvent('download');
      await page.locator('#chooser-options button', { hasText: format }).first().click();
      const saved = await download;
      return { name: saved.suggestedFilename(), bytes: new Uint8Array(await readFile(await saved.path())) };
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
