import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { aliases, type ReactVersion } from '../support/react-folder.js';

/**
 * The page as Vite builds it, with React's development build: that is where StrictMode does everything twice and
 * warnings are told.
 */
export async function buildPage(version: ReactVersion) {
  const folder = await mkdtemp(join(tmpdir(), `medicosam-react-${version}-`));
  await build({
    configFile: false,
    logLevel: 'silent',
    mode: 'development',
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias: aliases(version) },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, minify: false },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
