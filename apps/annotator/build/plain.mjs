// dist/plain: the site without a bundler. Packages lie under vendor/ as they were published, and the page's import map
// says where.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildModules } from './modules.mjs';
import { renderPage } from './page.mjs';
import { bundleReact, REACT_MODULES } from './vendor-react.mjs';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folderOf = (/** @type {string} */ name) =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** What the page imports, and from which file of which package. */
const core = folderOf('@medicosam/core');
const PACKAGES = {
  '@medicosam/core': { folder: core, parts: ['dist'], main: 'dist/index.js' },
  '@medicosam/hub/browser': {
    folder: folderOf('@medicosam/hub'),
    parts: ['dist'],
    main: 'dist/browser/index.js',
  },
  '@medicosam/model-tiny': {
    folder: folderOf('@medicosam/model-tiny'),
    parts: ['dist', 'model'],
    main: 'dist/index.js',
  },
  '@medicosam/onnx-web': { folder: folderOf('@medicosam/onnx-web'), parts: ['dist'], main: 'dist/index.js' },
  '@medicosam/react': { folder: folderOf('@medicosam/react'), parts: ['dist'], main: 'dist/index.js' },
  valibot: {
    folder: dirname(dirname(createRequire(join(core, 'package.json')).resolve('valibot'))),
    parts: ['dist/index.mjs'],
    main: 'dist/index.mjs',
  },
  'onnxruntime-web/webgpu': {
    folder: dirname(dirname(fileURLToPath(import.meta.resolve('onnxruntime-web/webgpu')))),
    parts: ['dist/ort.webgpu.bundle.min.mjs', 'dist/ort-wasm-simd-threaded.asyncify.wasm'],
    main: 'dist/ort.webgpu.bundle.min.mjs',
  },
};

export async function buildPlain(site = at('dist/plain')) {
  await rm(site, { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  await buildModules();
  /** @type {Record<string, string>} */
  const imports = {};
  for (const [name, { folder, parts, main }] of Object.entries(PACKAGES)) {
    const vendor = `vendor/${name.replace(/\/(webgpu|browser)$/, '')}`;
    for (const part of parts) {
      await cp(join(folder, part), join(site, vendor, part), {
        recursive: true,
        dereference: true,
        filter: (path) => !/\.(map|d\.ts)$/.test(path),
      });
    }
    imports[name] = `./${vendor}/${main}`;
  }
  await writeFile(join(site, 'vendor/react.js'), await bundleReact());
  for (const name of REACT_MODULES) imports[name] = './vendor/react.js';
  await cp(at('dist/modules'), join(site, 'modules'), { recursive: true });
  await cp(at('src/styles'), join(site, 'styles'), { recursive: true });
  const page = await renderPage({ script: './modules/main.js', styles: './styles/app.css', imports });
  await writeFile(join(site, 'index.html'), page);
  return site;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPlain();
