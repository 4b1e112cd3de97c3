/// <reference lib="dom" />
import { buildPage } from './build-page.js';
import { launch } from './chromium.js';
import type { Calls, Setup } from './page/page.js';
import { serve } from './serve.js';

type Answer<Name extends keyof Calls> = Awaited<ReturnType<Calls[Name]>>;

/** How a site answers, and what its page runs on. */
export interface SiteOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The processors that the browser says there are: TensorFlow.js takes half of them as threads. */
  readonly processors?: number;
}

/** A browser with the built page. */
export async function openBrowser({ isMangled = false } = {}) {
  const [built, browser] = await Promise.all([buildPage(isMangled), launch()]);
  return {
    /** Calls a function of the page, on a site and in a page of its own. */
    async call<Name extends keyof Calls>(
      name: Name,
      setup: Setup = {},
      { headers = {}, processors }: SiteOptions = {},
    ) {
      const site = await serve(built.folder, headers);
      const context = await browser.newContext();
      const page = await context.newPage();
      if (processors !== undefined) {
        const session = await context.newCDPSession(page);
        await session.send('Emulation.setHardwareConcurrencyOverride', { hardwareConcurrency: processors });
      }
      const said: string[] = [];
      const elsewhere: string[] = [];
      let workers = 0;
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      page.on('worker', () => workers++);
      context.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(site.address) && !url.startsWith('blob:')) elsewhere.push(url);
      });
      try {
        await page.goto(site.address);
        const answer = (await page.evaluate(
          ([call, options]) => {
            const { calls } = globalThis as unknown as {
              calls: Record<string, (options: Setup) => unknown>;
            };
            return calls[call]?.(options);
          },
          [name, setup] as const,
        )) as Answer<Name>;
        return { ...answer, said, elsewhere, workers, requests: site.requests };
      } finally {
        await context.close();
        site.close();
      }
    },
    async close() {
      await browser.close();
      await built.remove();
    },
  };
}
