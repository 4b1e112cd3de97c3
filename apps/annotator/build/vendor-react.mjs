// React as one module: it is published as CommonJS, which no browser loads.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const require = createRequire(import.meta.url);
const folder = new URL('../dist/react/', import.meta.url);

/** What is in it, by the names that an import map gives an address. */
export const REACT_MODULES = ['react', 'react/jsx-runtime', 'react-dom/client'];

/** The text of a module that exports what all of {@link REACT_MODULES} do, built for production. */
export async function bundleReact() {
  /** @type {Set<string>} */
  const taken = new Set();
  const lines = REACT_MODULES.map((name, index) => {
    const names = Object.keys(require(name)).filter((each) => !taken.has(each) && !each.startsWith('__'));
    for (const each of names) taken.add(each);
    return `import m${index} from '${name}';\nexport const { ${names.join(', ')} } = m${index};\n`;
  });
  const entry = fileURLToPath(new URL('entry.js', folder));
  await mkdir(folder, { recursive: true });
  await writeFile(entry, lines.join(''));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'react' } },
  });
  const [bundle] = [built].flat();
  if (!bundle || !('output' in bundle)) throw new Error('Vite built no React.');
  return bundle.output[0].code;
}
