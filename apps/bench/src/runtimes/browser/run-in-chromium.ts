import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import type { PlacedSet } from '../graph-sets.js';
import type { RuntimeJob, RuntimeReport, RuntimeTimes } from '../runtime-job.js';
import { rendererPeakMb } from './renderer-memory.js';
import { servePage } from './serve-page.js';

const executablePath = [
  process.env['MEDICOSAM_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** Runs jobs, each on a page of a fresh browser. */
export interface ChromiumRunner {
  run(job: Omit<RuntimeJob, 'base'>): Promise<RuntimeReport>;
  close(): void;
}

/** The page as Vite builds it, served with the files of the sets; absent where no browser is installed. */
export async function chromiumRunner(sets: readonly PlacedSet[]): Promise<ChromiumRunner | undefined> {
  if (executablePath === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'medicosam-bench-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../../../src/runtimes/browser/', import.meta.url)),
    worker: { format: 'es' },
    // TensorFlow.js starts its threads from a function's source text, which shortened names break.
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, minify: false },
  });
  const { resolve } = createRequire(import.meta.url);
  const site = await servePage({
    '/': folder,
    '/ort/': dirname(resolve('onnxruntime-web')),
    '/tfjs-wasm/': dirname(resolve('@tensorflow/tfjs-backend-wasm')),
    ...Object.fromEntries(sets.map(({ set, folder: files }) => [`/${set.name}/`, files])),
  });
  return {
    run: (job) => runOnPage(site.address, { ...job, base: `/${job.graphs.name}/` }),
    close: () => {
      site.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function runOnPage(address: string, job: RuntimeJob): Promise<RuntimeReport> {
  const server = await chromium.launchServer({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--enable-unsafe-webgpu'],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    const page = await browser.newPage();
    await page.goto(`${address}/`);
    await page.waitForFunction(() => 'measure' in globalThis);
    const times = (await page.evaluate((given) => {
      const { measure } = globalThis as unknown as { measure: (job: RuntimeJob) => Promise<RuntimeTimes> };
      return measure(given);
    }, job)) as RuntimeTimes;
    return { ...times, peakMb: rendererPeakMb(server.process().pid ?? 0) };
  } finally {
    await browser.close();
    await server.close();
  }
}
