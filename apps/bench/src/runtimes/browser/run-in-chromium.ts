import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import {
  buildPage,
  hasChromium,
  ISOLATED,
  launchProcess,
  SOFTWARE_WEBGPU,
  serve,
} from '@medicosam/in-chromium';
import type { PlacedSet } from '../graph-sets.js';
import type { RuntimeJob, RuntimeReport, RuntimeTimes } from '../runtime-job.js';
import { rendererPeakMb } from './renderer-memory.js';

/** Runs jobs, each on a page of a fresh browser. */
export interface ChromiumRunner {
  run(job: Omit<RuntimeJob, 'base'>): Promise<RuntimeReport>;
  close(): Promise<void>;
}

/** The page as Vite builds it, served with the files of the sets; absent where no browser is installed. */
export async function chromiumRunner(sets: readonly PlacedSet[]): Promise<ChromiumRunner | undefined> {
  if (!hasChromium) return undefined;
  const built = await buildPage(new URL('../../../src/runtimes/browser/', import.meta.url), {
    logLevel: 'error',
    // TensorFlow.js starts its threads from a function's source text, which shortened names break.
    build: { minify: false },
  });
  const { resolve } = createRequire(import.meta.url);
  const site = await serve({
    folders: {
      '/': built.folder,
      '/ort/': dirname(resolve('onnxruntime-web')),
      '/tfjs-wasm/': dirname(resolve('@tensorflow/tfjs-backend-wasm')),
      ...Object.fromEntries(sets.map(({ set, folder }) => [`/${set.name}/`, folder])),
    },
    headers: ISOLATED,
  });
  return {
    run: (job) => runOnPage(site.address, { ...job, base: `/${job.graphs.name}/` }),
    close: () => {
      site.close();
      return built.remove();
    },
  };
}

async function runOnPage(address: string, job: RuntimeJob): Promise<RuntimeReport> {
  const { browser, pid, close } = await launchProcess({ flags: SOFTWARE_WEBGPU });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => 'measure' in globalThis);
    const times = (await page.evaluate((given) => {
      const { measure } = globalThis as unknown as { measure: (job: RuntimeJob) => Promise<RuntimeTimes> };
      return measure(given);
    }, job)) as RuntimeTimes;
    return { ...times, peakMb: rendererPeakMb(pid) };
  } finally {
    await close();
  }
}
