import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * The page as Vite builds it. Names stay as they are, unless `isMangled`: TensorFlow.js starts the threads of its wasm from
 * the source text of a function, which shortened names break.
 */
export async function buildPage(isMangled = false) {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-tfjs-page-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, minify: isMangled },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
