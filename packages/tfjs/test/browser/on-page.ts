/// <reference lib="dom" />
import {
  askedElsewhere,
  buildPage,
  launch,
  SOFTWARE_WEBGL,
  SOFTWARE_WEBGPU,
  saidBy,
  serve,
} from '@medicosam/in-chromium';
import type { Calls, Setup } from './page/page.js';

type Answer<Name extends keyof Calls> = Awaited<ReturnType<Calls[Name]>>;

/** How a site answers, and what its page runs on. */
export interface SiteOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The processors that the browser says there are: TensorFlow.js takes half of them as threads. */
  readonly processors?: number;
}

/** TensorFlow.js's wasm files, which `setWasmPaths` names. */
const WASM = new URL('./', import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));

/**
 * A browser with the built page. Names stay as they are, unless `isMangled`: TensorFlow.js starts the threads of its wasm
 * from the source text of a function, which shortened names break.
 */
export async function openBrowser({ isMangled = false } = {}) {
  const [built, browser] = await Promise.all([
    buildPage(new URL('./page/', import.meta.url), { build: { minify: isMangled } }),
    launch({ flags: [...SOFTWARE_WEBGL, ...SOFTWARE_WEBGPU] }),
  ]);
  return {
    /** Calls a function of the page, on a site and in a page of its own. */
    async call<Name extends keyof Calls>(
      name: Name,
      setup: Setup = {},
      { headers = {}, processors }: SiteOptions = {},
    ) {
      const site = await serve({ folders: { '/': built.folder, '/tfjs-wasm/': WASM }, headers });
      const context = await browser.newContext();
      const page = await context.newPage();
      if (processors !== undefined) {
        const session = await context.newCDPSession(page);
        await session.send('Emulation.setHardwareConcurrencyOverride', { hardwareConcurrency: processors });
      }
      const said = saidBy(page);
      const elsewhere = askedElsewhere(context, site.address, ['blob:']);
      let workers = 0;
      page.on('worker', () => workers++);
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
