import { hasChromium, launch, type Page, SOFTWARE_WEBGL, saidBy, serve } from '@medicosam/in-chromium';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Vector } from '../support/series.js';
import { buildCornerstonePage } from './build-page.js';
import type { Look } from './page/looks.js';
import type { Calls } from './page/page.js';

/** Cornerstone on a software adapter and busy processors. */
export const TIMEOUT_MS = 240_000;

/** A page in a browser, with what it was heard to say. */
export interface OpenPage {
  readonly page: Page;
  /** Errors, warnings and rejections of the page. */
  readonly said: string[];
  call<Name extends keyof Calls>(
    name: Name,
    ...args: Parameters<Calls[Name]>
  ): Promise<Awaited<ReturnType<Calls[Name]>>>;
  close(): Promise<void>;
}

/** A browser and the built page, for pages one after another. */
export async function openBrowser() {
  const [built, browser] = await Promise.all([buildCornerstonePage(), launch({ flags: SOFTWARE_WEBGL })]);
  const site = await serve({ folders: { '/': built.folder } });
  return {
    async open({ hasTouch = false } = {}): Promise<OpenPage> {
      const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, hasTouch });
      const said = saidBy(page, (message) => message.type() === 'error');
      await page.goto(site.address);
      return {
        page,
        said,
        call: (name, ...args) =>
          page.evaluate(
            ([call, values]) => {
              const { calls } = globalThis as unknown as {
                calls: Record<string, (...all: unknown[]) => unknown>;
              };
              return calls[call as string]?.(...(values as unknown[]));
            },
            [name, args] as const,
          ) as never,
        close: () => page.close(),
      };
    },
    async close() {
      await browser.close();
      site.close();
      await built.remove();
    },
  };
}

/** A page of its own for each test of the file, in one browser. It is opened anew before each. */
export function pageOfEachTest(options: { readonly hasTouch?: boolean } = {}): OpenPage {
  let browser: Awaited<ReturnType<typeof openBrowser>> | undefined;
  let opened: OpenPage | undefined;
  beforeAll(async () => {
    if (hasChromium) browser = await openBrowser();
  }, TIMEOUT_MS);
  beforeEach(async () => {
    opened = await browser?.open(options);
  }, TIMEOUT_MS);
  afterEach(() => opened?.close());
  afterAll(() => browser?.close());
  const now = () => {
    if (!opened) throw new Error('No page is open.');
    return opened;
  };
  return {
    get page() {
      return now().page;
    },
    get said() {
      return now().said;
    },
    call: (...all) => now().call(...all),
    close: () => now().close(),
  };
}

/** Clicks on a place of the series, in the slice of a view that it is on. */
export async function click({ page, call }: OpenPage, look: Look, index: Vector): Promise<void> {
  const [x, y] = await call('show', look, index);
  await page.mouse.move(x - 1, y);
  await page.mouse.click(x, y);
  // Cornerstone waits for a second click, which it takes for a double click wherever it is, until the pointer moves.
  await page.mouse.move(x + 8, y, { steps: 3 });
}
