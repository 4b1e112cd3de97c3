// Writes the codecs' WebAssembly files as modules, on installation and before a build: they are other people's work, and
// not kept in the repository. A file beside a module is found by some bundlers and not by others, and not at all behind a
// pre-bundled package.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const codecs = {
  charls: '@cornerstonejs/codec-charls/decodewasm',
  openjpeg: '@cornerstonejs/codec-openjpeg/decodewasm',
  openjph: '@cornerstonejs/codec-openjph/wasm',
  'libjpeg-turbo': '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
};

const folder = new URL('./src/dicom/codecs/wasm/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, source] of Object.entries(codecs)) {
  const bytes = readFileSync(require.resolve(source));
  const deflated = deflateRawSync(bytes, { level: 9 }).toString('base64');
  const text = `// Written by embed-codecs.mjs from ${source}.
import type { EmbeddedWasm } from '../emscripten.js';

export const wasm: EmbeddedWasm = {
  bytes: ${bytes.byteLength},
  deflated:
    '${deflated}',
};
`;
  writeFileSync(new URL(`${name}.ts`, folder), text);
}
