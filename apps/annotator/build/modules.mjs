// dist/modules: the application as plain modules, as tsc writes them. The worker for images gets io and core put into
// its file: a page's import map does not hold in its workers, and jpeg-js, which io reads JPEG with, is no module.
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

export async function buildModules() {
  await rm(at('dist/modules'), { recursive: true, force: true });
  await promisify(execFile)(process.execPath, [tsc, '-p', at('tsconfig.build.json')]);
  const worker = at('dist/modules/images/image-worker.js');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: worker, formats: ['es'], fileName: 'image-worker' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [bundle] = [built].flat();
  if (!bundle || !('output' in bundle)) throw new Error('Vite built no worker.');
  await writeFile(worker, bundle.output[0].code);
}
