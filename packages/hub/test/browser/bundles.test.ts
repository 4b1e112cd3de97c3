/// <reference lib="dom" />
import { fileURLToPath } from 'node:url';
import { hasChromium, launch, serve } from '@medicosam/in-chromium';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { BYTES } from '../support/fixtures.js';

const built = (path: string) => new URL(`../../dist/${path}`, import.meta.url);

/** What a bundler puts together for a page, the hub's own worker left out. */
async function bundle(path: string): Promise<{ modules: string[]; code: string }> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: fileURLToPath(built(path)), formats: ['es'], fileName: 'bundle' } },
  });
  const [first] = [output].flat();
  if (!first || !('output' in first)) throw new Error('vite gave no bundle');
  const chunks = first.output.filter((file) => file.type === 'chunk');
  return {
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    code: chunks.map(({ code }) => code).join('\n'),
  };
}

it.each([
  ['browser/index.js', /\/packages\/(?:core|hub)\/|\/valibot/],
  ['browser/realm/worker.js', /\/packages\/hub\//],
])(
  '%s needs nothing of Node, and nothing that it does not use',
  async (path, own) => {
    const { modules, code } = await bundle(path);
    expect(modules.length).toBeGreaterThan(0);
    expect(modules.filter((id) => !own.test(id))).toEqual([]);
    expect(code).not.toMatch(/["']node:|__vite-browser-external|undici|onnx-node/);
  },
  60_000,
);

it.runIf(hasChromium)(
  'a page without a bundler finds the hub by its import map, and the worker beside it',
  async () => {
    const valibot = ['node_modules', 'valibot', 'dist', ''].join('/');
    const site = await serve({
      folders: {
        '/': new URL('./page/', import.meta.url),
        '/hub/': built(''),
        '/core/': new URL('../../../core/dist/', import.meta.url),
        '/valibot/': new URL(valibot, new URL('../../../core/', import.meta.url)),
      },
      files: { '/mini.pt': BYTES },
    });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${site.address}plain.html`);
      const answer = await page.evaluate(() => {
        const { calls } = globalThis as unknown as {
          calls: { pullNamed(setup: object, address: string): Promise<unknown> };
        };
        return calls.pullNamed({}, '/mini.pt');
      });
      expect(answer).toEqual({ value: { name: 'plain', wasThere: false } });
    } finally {
      await browser.close();
      site.close();
    }
  },
  240_000,
);
