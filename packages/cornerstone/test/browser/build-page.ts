import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The page as Vite builds it with nothing but the settings that the README names. */
export async function buildPage() {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-cornerstone-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    resolve: { alias: { events: fileURLToPath(import.meta.resolve('events/')) } },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, minify: false },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
