import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** A page as Vite builds it with nothing but the settings that the README names. */
export async function buildPage(page = 'page') {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-page-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL(`./${page}/`, import.meta.url)),
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
