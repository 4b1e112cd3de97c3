// Writes the codecs' WebAssembly files and the scripts that go with them as modules, on installation and before a build:
// they are other people's work, and not kept in the repository. A file beside a module is found by some bundlers and not
// by others, and not at all behind a pre-bundled package; and the scripts ask for Node's modules, for which webpack and
// Turbopack stop, though what asks for them never runs here.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const codecs = {
  charls: { of: '@cornerstonejs/codec-charls', wasm: 'decodewasm', script: 'decodewasmjs' },
  openjpeg: { of: '@cornerstonejs/codec-openjpeg', wasm: 'decodewasm', script: 'decodewasmjs' },
  openjph: { of: '@cornerstonejs/codec-openjph', wasm: 'wasm', script: 'wasmjs' },
  'libjpeg-turbo': {
    of: '@cornerstonejs/codec-libjpeg-turbo-8bit',
    wasm: 'decodewasm',
    script: 'decodewasmjs',
  },
};

/** What reads files, in a script that is given its WebAssembly. */
const OF_NODE = /require\("(?:fs|path)"\)|__filename|__dirname/g;

/** Emscripten's script as an expression: without its exports of other kinds of modules, and without Node. */
function factoryOf(script, source) {
  const [, expression] =
    /^\s*var \w+ = (\(\(\) => \{[\s\S]*\}\)\(\));\s*if \(typeof exports ===/.exec(script) ?? [];
  if (expression === undefined) throw new Error(`${source} has another form than Emscripten's scripts had.`);
  const factory = expression.replace(OF_NODE, 'undefined');
  const left = /\brequire\(|\bimport\(|\bimport\.meta\b/.exec(factory);
  if (left) throw new Error(`${source} asks for a module by ${left[0]}.`);
  return factory;
}

const folder = new URL('./src/dicom/codecs/wasm/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, { of, wasm, script }] of Object.entries(codecs)) {
  const bytes = readFileSync(require.resolve(`${of}/${wasm}`));
  const deflated = deflateRawSync(bytes, { level: 9 }).toString('base64');
  const factory = factoryOf(readFileSync(require.resolve(`${of}/${script}`), 'utf8'), `${of}/${script}`);
  const written = `// Written by embed-codecs.mjs from ${of}.`;
  const module = `${written}
export const wasm = {
  bytes: ${bytes.byteLength},
  deflated: '${deflated}',
};
export const factory = ${factory};
`;
  const types = `${written}
import type { EmbeddedWasm, NativeFactory } from '../emscripten.js';

export declare const wasm: EmbeddedWasm;
export declare const factory: NativeFactory<unknown>;
`;
  writeFileSync(new URL(`${name}.js`, folder), module);
  writeFileSync(new URL(`${name}.d.ts`, folder), types);
}
// The compiler passes over what is JavaScript already.
if (process.argv.includes('--built')) {
  cpSync(folder, new URL('./dist/dicom/codecs/wasm/', import.meta.url), { recursive: true });
}
