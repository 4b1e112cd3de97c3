import type { Page } from 'playwright';
import { buildPage } from './build-page.js';
import { launch } from './chromium.js';
import type { Calls } from './page/page.js';
import { serve } from './serve.js';

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
  const [built, browser] = await Promise.all([buildPage(), launch()]);
  const site = await serve(built.folder);
  return {
    async open(): Promise<OpenPage> {
      const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
      const said: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') said.push(message.text());
      });
      page.on('pageerror', (error) => said.push(error.message));
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
