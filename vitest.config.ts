import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Sources of the workspace instead of their builds: quick loops need no build. */
const sources = { conditions: ['@medicosam/source', 'module', 'node', 'development|production'] };
/** Builds, as a user gets them: for what starts worker threads and processes of its own. */
const builds = { conditions: ['module', 'node', 'development|production'] };

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
