// Puts what the worker imports into its built file: a page without a bundler has an import map, and its workers have none.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const file = fileURLToPath(new URL('./dist/browser/realm/worker.js', import.meta.url));
const built = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    minify: false,
    target: 'es2022',
    lib: { entry: file, formats: ['es'], fileName: 'worker' },
  },
});
const [{ output }] = [built].flat();
if (output.length !== 1) throw new Error('The worker is one file.');
await writeFile(file, output[0].code);
