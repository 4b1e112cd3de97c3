import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildPlain } from '../../build/plain.mjs';
import { buildWebpack } from '../../build/webpack.mjs';

const app = fileURLToPath(new URL('../../', import.meta.url));

// Vitest says that it is a test; bundlers would take React for development.
process.env['NODE_ENV'] = 'production';

/** How the application is built, each by what its npm script runs; webpack's output is left unminified to save time. */
const BUILDERS = {
  vite: (folder: string) =>
    build({
      root: app,
      configFile: join(app, 'vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: folder, emptyOutDir: true, minify: false },
    }),
  webpack: (folder: string) => buildWebpack(folder, { minimize: false }),
  'plain ESM': buildPlain,
};

export type Builder = keyof typeof BUILDERS;

/** The application in a folder of its own. */
export async function buildSite(builder: Builder) {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-annotator-'));
  await BUILDERS[builder](folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
