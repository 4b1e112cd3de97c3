/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { convertCheckpoint, MemoryFolder } from '@medicosam/convert';
import { bytesSource } from '@medicosam/core';
import { hasChromium, launch, type Page, type SiteOptions, serve } from '@medicosam/in-chromium';
import { build } from 'vite';
import { expect, test } from 'vitest';

const checkpoints = ['vit_mini.pt', 'tinyvit_mini.pt'];
const network = { imageSize: 256, decoderHeads: 4 };

async function bundleWorker(): Promise<string> {
  const entry = fileURLToPath(new URL('./convert-worker.ts', import.meta.url));
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@medicosam/source', 'module', 'browser'] },
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'worker' } },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !('output' in first)) throw new Error('vite gave no bundle');
  return first.output[0].code;
}

/** Hands a page on a site of these files to `body`. */
async function withPage<T>(
  files: NonNullable<SiteOptions['files']>,
  body: (page: Page) => Promise<T>,
): Promise<T> {
  const [site, browser] = await Promise.all([serve({ files }), launch()]);
  try {
    const page = await browser.newPage();
    await page.goto(site.address);
    return await body(page);
  } finally {
    await browser.close();
    site.close();
  }
}

test.runIf(hasChromium)(
  'a checkpoint converted in a Chromium worker is byte-identical to Node’s',
  async () => {
    const worker = await bundleWorker();
    for (const name of checkpoints) {
      const bytes = readFileSync(new URL(`../fixtures/checkpoints/${name}`, import.meta.url));
      const inNode = new MemoryFolder();
      await convertCheckpoint({
        checkpoint: bytesSource(new Uint8Array(bytes)),
        sink: inNode,
        storages: ['fp32', 'w16'],
        id: 'mini',
        network,
      });
      const inChromium = await withPage(
        {
          '/index.html': '<!doctype html><link rel="icon" href="data:,">',
          '/worker.js': worker,
          '/checkpoint': bytes,
        },
        (page) =>
          page.evaluate(async (overrides) => {
            const blob = await (await fetch('/checkpoint')).blob();
            const thread = new Worker('/worker.js', { type: 'module' });
            const { files, error } = await new Promise<{
              files?: Record<string, Uint8Array>;
              error?: string;
            }>((resolve) => {
              thread.onmessage = ({ data }) => resolve(data);
              thread.postMessage({ blob, network: overrides });
            });
            if (!files) throw new Error(error);
            const hashes: Record<string, string> = {};
            for (const [file, content] of Object.entries(files)) {
              const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content as BufferSource));
              hashes[file] = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
            }
            return hashes;
          }, network),
      );
      expect(inChromium).toEqual(await hashesOf(inNode));
      expect(Object.keys(inChromium)).toContain('manifest.json');
    }
  },
  180_000,
);

async function hashesOf(folder: MemoryFolder): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [file, content] of folder.files) {
    hashes[file] = Buffer.from(await crypto.subtle.digest('SHA-256', content)).toString('hex');
  }
  return hashes;
}
