import { launch, type Page, SOFTWARE_WEBGL, saidBy, serve } from '@medicosam/in-chromium';
import { buildCornerstonePage } from './build-page.js';
import type { Calls } from './page/page.js';

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
