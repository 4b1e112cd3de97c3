/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readSessionRecord, type SessionRecord } from '@medicosam/core';
import {
  askedElsewhere,
  type Browser,
  ISOLATED,
  type Page,
  type SiteOptions,
  saidBy,
  serve,
} from '@medicosam/in-chromium';
import { decodeImage } from '@medicosam/io';

/** Wasm on busy processors. */
export const SLOW_MS = 240_000;

/** A file for the page: on disk, or made. */
type TestFile = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

type Status = 'idle' | 'loading' | 'encoding' | 'ready' | 'predicting' | 'error' | 'busy';

/** The annotator in a window of 1280 × 800, used as a person does: by files, pointer and keys. */
export interface AnnotatorPage {
  readonly page: Page;
  /** What the console and uncaught errors said. */
  readonly said: string[];
  /** Addresses that were asked for on other origins. */
  readonly elsewhere: string[];
  /** Opens a file, or several as those of a series. */
  open(image: TestFile | readonly TestFile[]): Promise<void>;
  openSession(file: TestFile): Promise<void>;
  /** Drops a file on the page. */
  drop(name: string, content: Buffer): Promise<void>;
  /** Drops files and folders of the disk on the page, as a file manager does. */
  dropPaths(paths: readonly string[]): Promise<void>;
  until(...statuses: Status[]): Promise<void>;
  /** Presses a button of the mouse on a pixel of the fitted image, and waits for the answer. */
  click(
    x: number,
    y: number,
    options?: { readonly button?: 'left' | 'right'; readonly modifiers?: ['Alt'] },
  ): Promise<void>;
  /** Drags from pixel to pixel, and waits for the answer. */
  drag(x0: number, y0: number, x1: number, y1: number): Promise<void>;
  press(key: string): Promise<void>;
  /** What saving the session gives. */
  record(): Promise<SessionRecord>;
  /** The files that a button of the export gives. */
  exported(
    kind: 'labels' | 'masks' | 'rle',
    files?: number,
  ): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]>;
  /** The label file of all objects in a format, by its id. */
  exportedLabels(format: string): Promise<{ readonly name: string; readonly bytes: Buffer }>;
  /** Does what goes to a slice, such as `k4`, and waits until the model has read it. */
  toSlice(slice: string, move: () => Promise<unknown>): Promise<void>;
  /** Red, green and blue on the screen, at a pixel of the fitted image. */
  colour(x: number, y: number): Promise<readonly number[]>;
  /** The notice, once there is one whose title begins so. */
  notice(title?: string): Promise<Record<'title' | 'text' | 'hint' | 'code', string>>;
  /** What the model runs on, as the page says. */
  device(): Promise<{ device: string | undefined; realm: string | undefined; reasons: string[] }>;
  objects(): Promise<string[]>;
  rename(object: number, label: string): Promise<void>;
  close(): Promise<void>;
}

/** How the site answers, and what is done in its page first. */
export type AnnotatorOptions = Pick<SiteOptions, 'headers' | 'missing'> & { readonly prepare?: () => void };

export async function openAnnotator(
  browser: Browser,
  folder: string,
  { prepare, headers = ISOLATED, ...options }: AnnotatorOptions = {},
): Promise<AnnotatorPage> {
  const site = await serve({ folders: { '/': folder }, headers, ...options });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(SLOW_MS);
  const said = saidBy(page);
  const elsewhere = askedElsewhere(context, site.address, [`blob:${site.address}`, 'data:']);
  if (prepare) await page.addInitScript(prepare);
  await page.goto(site.address);
  let size = { width: 1, height: 1 };

  const until = (...statuses: Status[]) =>
    page
      .waitForFunction(
        (wanted) => wanted.includes(document.documentElement.dataset['status'] ?? ''),
        statuses as string[],
        { polling: 50 },
      )
      .then(() => {});
  /** Where a pixel's centre is on the page, while the image is fitted with 12 CSS pixels around it. */
  const at = async (x: number, y: number) => {
    const box = await page.locator('.stage canvas').boundingBox();
    if (!box) throw new Error('The canvas is not shown.');
    const scale = Math.min((box.width - 24) / size.width, (box.height - 24) / size.height);
    const left = box.x + (box.width - size.width * scale) / 2;
    const top = box.y + (box.height - size.height * scale) / 2;
    return [left + (x + 0.5) * scale, top + (y + 0.5) * scale] as const;
  };

  /** Once an image of that name is open; positions are on it from then on. */
  const opened = async (name: string) => {
    await page.waitForFunction(
      (start) => document.getElementById('file-name')?.textContent?.startsWith(`${start} `),
      name,
    );
    const [, width, height] = /(\d+) × (\d+)/.exec((await page.textContent('#file-name')) ?? '') ?? [];
    size = { width: Number(width), height: Number(height) };
  };

  return {
    page,
    said,
    elsewhere,
    until,
    async open(image) {
      await page.setInputFiles('#image-file', image as string);
      const [file, ...others] = typeof image === 'string' || 'name' in image ? [image] : image;
      const name = typeof file === 'string' ? basename(file) : file?.name;
      await opened(others.length > 0 ? `${name} and ${others.length} more` : `${name}`);
    },
    async dropPaths(paths) {
      const chromium = await context.newCDPSession(page);
      const drag = { x: 400, y: 300, data: { items: [], files: [...paths], dragOperationsMask: 1 } };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await chromium.send('Input.dispatchDragEvent', { type, ...drag });
      }
      await chromium.detach();
      await opened(basename(paths[0] ?? ''));
    },
    openSession: (file) => page.setInputFiles('#session-file', file as string),
    async drop(name, content) {
      const dataTransfer = await page.evaluateHandle(
        ([file, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], file));
          return data;
        },
        [name, content.toString('base64')] as const,
      );
      const over = (await page.isVisible('#models-dialog')) ? '#models-dialog' : '#stage';
      for (const type of ['dragover', 'drop']) await page.dispatchEvent(over, type, { dataTransfer });
    },
    async click(x, y, { modifiers = [], ...options } = {}) {
      const [left, top] = await at(x, y);
      for (const key of modifiers) await page.keyboard.down(key);
      await page.mouse.click(left, top, options);
      for (const key of modifiers) await page.keyboard.up(key);
      await until('ready');
    },
    async drag(x0, y0, x1, y1) {
      await page.mouse.move(...(await at(x0, y0)));
      await page.mouse.down();
      await page.mouse.move(...(await at(x1, y1)), { steps: 4 });
      await page.mouse.up();
      await until('ready');
    },
    press: (key) => page.keyboard.press(key),
    async record() {
      // By its key: a button that is clicked would have the keys after it.
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
      return readSessionRecord(await readFile(await download.path()));
    },
    async exported(kind, files = 1) {
      const downloads: Promise<{ readonly name: string; readonly bytes: Buffer }>[] = [];
      const isDone = new Promise<void>((resolve) => {
        page.on('download', function collect(download) {
          const content = download.path().then((path) => readFile(path));
          downloads.push(content.then((bytes) => ({ name: download.suggestedFilename(), bytes })));
          if (downloads.length < files) return;
          page.off('download', collect);
          resolve();
        });
      });
      await page.click(`#export-${kind}`);
      await isDone;
      // A button that was clicked has Enter and the space bar.
      await page.focus('.stage canvas');
      return Promise.all(downloads);
    },
    async exportedLabels(format) {
      await page.selectOption('#export-format', format);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export-all')]);
      await page.focus('.stage canvas');
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    },
    async toSlice(slice, move) {
      await move();
      await page.waitForSelector(`#stage[data-slice="${slice}"]`);
      await until('ready', 'error');
    },
    async colour(x, y) {
      const [left, top] = await at(x, y);
      const picture = await page.screenshot({
        clip: { x: Math.floor(left), y: Math.floor(top), width: 1, height: 1 },
      });
      return [...(await decodeImage(picture)).data.subarray(0, 3)];
    },
    async notice(title = '') {
      await page.waitForFunction(
        (start) => {
          const isShown = document.getElementById('notice')?.hidden === false;
          return isShown && document.getElementById('notice-title')?.textContent?.startsWith(start);
        },
        title,
        { polling: 50 },
      );
      return page.evaluate(() => {
        const read = (part: string) => document.getElementById(`notice-${part}`)?.textContent ?? '';
        return { title: read('title'), text: read('text'), hint: read('hint'), code: read('code') };
      });
    },
    async device() {
      await page.waitForSelector('#device', { state: 'visible' });
      return page.evaluate(() => {
        const { device, realm } = document.getElementById('device')?.dataset ?? {};
        const reasons = [...document.querySelectorAll('#device-reasons li')];
        return { device, realm, reasons: reasons.map(({ textContent }) => textContent ?? '') };
      });
    },
    // Shown a frame after it has changed.
    objects: () =>
      page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return [...document.querySelectorAll<HTMLInputElement>('.object .label')].map(({ value }) => value);
      }),
    async rename(object, label) {
      const input = page.locator('.object .label').nth(object);
      await input.fill(label);
      await input.press('Enter');
    },
    async close() {
      await context.close();
      site.close();
    },
  };
}
