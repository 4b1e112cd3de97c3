import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Sources of the workspace instead of their builds: quick loops need no build. */
const sources = { conditions: ['@medicosam/source', 'module', 'node', 'development|production'] };
/** Builds, as a user gets them: for what starts worker threads and processes of its own. */
const builds = { conditions: ['module', 'node', 'development|production'] };

/** Their files leave nothing behind, so that modules need not be loaded anew for each. */
const WITHOUT_ISOLATION = ['core', 'onnx', 'convert', 'io', 'in-chromium', 'tfjs', 'onnx-node', 'cli'].map(
  (name) => `packages/${name}`,
);
/** Pages are built once for all files of a project that tests in Chromium. */
const WITH_PAGES = ['packages/onnx-web', 'packages/tfjs', 'packages/react', 'packages/cornerstone'];

const project = (folder: string, resolve: { conditions: string[] }) => ({
  // `root` belongs beside `test`, not inside it: inside, no test file is found.
  root: fileURLToPath(new URL(folder, import.meta.url)),
  resolve,
  ssr: { resolve },
  test: {
    name: folder
      .replace(/^packages\//, '')
      .replace(/^models\//, 'model-')
      .replace(/^apps\//, 'app-'),
    environment: 'node' as const,
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    isolate: !WITHOUT_ISOLATION.includes(folder),
    globalSetup: WITH_PAGES.includes(folder)
      ? [fileURLToPath(new URL('packages/in-chromium/src/pages-of-run.ts', import.meta.url))]
      : [],
  },
});

export default defineConfig({
  test: {
    projects: [
      ...['core', 'onnx', 'convert', 'io', 'in-chromium'].map((name) => project(`packages/${name}`, sources)),
      ...[
        'packages/onnx-node',
        'packages/hub',
        'packages/onnx-web',
        'packages/tfjs',
        'packages/react',
        'packages/cornerstone',
        'packages/cli',
        'packages/testkit',
        'models/tiny',
        'apps/annotator',
        'apps/viewer',
        'apps/node',
      ].map((folder) => project(folder, builds)),
    ].filter(({ root }) => existsSync(root)),
  },
});
