// Puts core into the worker's built file: a page without a bundler has an import map, and its workers have none.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const file = fileURLToPath(new URL('./dist/realm/worker.js', import.meta.url));
const built = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    minify: false,
    target: 'es2022',
    lib: { entry: file, formats: ['es'], fileName: 'worker' },
    rolldownOptions: { external: ['#onnxruntime-web'] },
  },
});
const [{ output }] = [built].flat();
await writeFile(file, output[0].code);
