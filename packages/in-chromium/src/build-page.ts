import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, mergeConfig } from 'vite';
import { sharedPage } from './shared-page.js';

/** A page in a folder of its own. */
export interface BuiltPage {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * A folder with an `index.html` as Vite builds it, with nothing but what the READMEs ask for: workers are modules. Files
 * stay files, so that a test sees them asked for. What else a page needs is its `config`.
 *
 * Where a run shares its pages ({@link sharePages}), the folder is one for all who ask for the same page, and is only to
 * be read.
 */
export async function buildPage(root: URL, config: InlineConfig = {}): Promise<BuiltPage> {
  const shared = sharedPage({ root: root.href, config }, (folder) => buildInto(folder, root, config));
  if (shared) return { folder: await shared, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-page-'));
  await buildInto(folder, root, config);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function buildInto(folder: string, root: URL, config: InlineConfig): Promise<void> {
  const own: InlineConfig = {
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(root),
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  };
  await build(mergeConfig(own, config));
}
