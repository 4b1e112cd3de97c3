import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { render } from './ssr/render.jsx';
import { aliases, type ReactVersion } from './support/react-folder.js';

/** Bundled for Node, so that React is the one that is asked for; development, which warns. */
async function bundle(version: ReactVersion): Promise<{ readonly render: typeof render }> {
  const outDir = await mkdtemp(fileURLToPath(new URL('./ssr/.built-', import.meta.url)));
  onTestFinished(() => rm(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('./ssr/', import.meta.url)),
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias: aliases(version) },
    ssr: { noExternal: true },
    build: { ssr: 'render.tsx', outDir, minify: false },
  });
  return import(pathToFileURL(join(outDir, 'render.js')).href);
}

test.each<ReactVersion>([19, 18])(
  'with React %i a server renders an idle session, without a DOM and without loading anything',
  async (version) => {
    const warned = vi.spyOn(console, 'error');
    onTestFinished(() => warned.mockRestore());
    const made = (await bundle(version)).render();
    expect('document' in globalThis).toBe(false);
    expect(made.version).toMatch(new RegExp(`^${version}\\.`));
    expect(made.html).toContain('<p>idle, idle, 0</p>');
    expect(made.html).toMatch(/<canvas[^>]*role="application"/);
    expect(made.html).toContain('No image.');
    expect([made.loads, warned.mock.calls]).toEqual([0, []]);
  },
  120_000,
);
