// What a user does: an empty project, the README's install line (with tarballs for names that are not published
// yet), the README's code, both module resolutions, no skipLibCheck, and the command line from its package.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { publicPackages, root } from './public-packages.mjs';

const shell = process.platform === 'win32';
const project = mkdtempSync(join(tmpdir(), 'medicosam-user-'));
const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    cwd: project,
    shell,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });

try {
  const tarballs = {};
  for (const cwd of publicPackages) {
    const { name } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
    const printed = execFileSync('pnpm', ['pack', '--pack-destination', project], {
      cwd,
      shell,
      encoding: 'utf8',
    });
    tarballs[name] = join(project, basename(printed.trim().split('\n').at(-1)));
  }

  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const install = readme.match(/^npm install (.+)$/m)?.[1];
  const code = readme.match(/```ts\n([\s\S]+?)```/)?.[1];
  if (!install || !code) throw new Error('README.md has no install line or no code');

  // Everything by tarball: npm would otherwise look for the packages' own dependencies among the published ones.
  const overrides = Object.fromEntries(
    Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]),
  );
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'a-user', private: true, type: 'module', dependencies: overrides, overrides }),
  );
  const words = install.split(/\s+/).map((word) => tarballs[word] ?? word);
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    ...words.filter((word) => word.startsWith('-') || /@\d/.test(basename(word))),
  ]);
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    'typescript@6.0.3',
    '@types/node@20.19.43',
  ]);

  copyFileSync(join(root, 'apps/node/samples/spine-mr.png'), join(project, 'knee.png'));
  const example = code.replace('[40, 60, 180, 200]', '[245, 335, 305, 365]');
  writeFileSync(join(project, 'example.ts'), example);
  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ]) {
    const config = {
      compilerOptions: {
        target: 'es2022',
        lib: ['es2023'],
        module,
        moduleResolution,
        types: ['node'],
        strict: true,
        skipLibCheck: false,
        noUncheckedIndexedAccess: false,
        outDir: 'out',
      },
      include: ['example.ts'],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    run('npx', ['--no-install', 'tsc', '-p', '.']);
    console.log(`ok   types under ${moduleResolution}`);
  }
  // Core's declarations must need neither the DOM's library nor Node's.
  writeFileSync(
    join(project, 'bare.ts'),
    "import * as core from '@medicosam/core';\nexport const names = Object.keys(core);\n",
  );
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        lib: ['es2023'],
        module: 'nodenext',
        types: [],
        strict: true,
        skipLibCheck: false,
        noEmit: true,
      },
      include: ['bare.ts'],
    }),
  );
  run('npx', ['--no-install', 'tsc', '-p', '.']);
  console.log('ok   core’s types without DOM and Node');

  const printed = run('node', ['out/example.js']);
  if (!/^0\.\d+ \d+ /.test(printed)) throw new Error(`the README's code printed: ${printed}`);
  console.log(`ok   the README's code: ${printed.slice(0, 60).trim()} …`);
  const cli = run('npx', [
    '--no-install',
    'medicosam',
    'segment',
    'knee.png',
    '--box',
    '245,335,305,365',
    '-o',
    'mask.png',
    '--json',
  ]);
  const { area } = JSON.parse(cli).masks?.[0] ?? JSON.parse(cli).results?.[0]?.masks?.[0] ?? {};
  if (!(area > 500)) throw new Error(`the command line printed: ${cli}`);
  console.log(`ok   npx medicosam: a mask of ${area} pixels`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
