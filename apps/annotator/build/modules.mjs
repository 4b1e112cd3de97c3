// dist/modules: the application as plain modules, as tsc writes them. The worker for images gets io and core put into
// its file: a page's import map does not hold in its workers, and jpeg-js, which io reads JPEG with, is no module.
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build as bundle } from 'vite';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** @type {Promise<void> | undefined} */
let built;

/** Both builds are made of them: once a process. */
export function buildModules() {
  built ??= build();
  return built;
}

async function build() {
  await rm(at('dist/modules'), { recursive: true, force: true });
  await promisify(execFile)(process.execPath, [tsc, '-p', at('tsconfig.build.json')]);
  const worker = at('dist/modules/images/image-worker.js');
  const outputs = await bundle({
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
  const [output] = [outputs].flat();
  if (!output || !('output' in output)) throw new Error('Vite built no worker.');
  await writeFile(worker, output.output[0].code);
}
