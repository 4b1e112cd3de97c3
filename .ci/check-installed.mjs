// What a user does: an empty project, the README's install line (with tarballs for names that are not published
// yet), the README's code, both module resolutions, no skipLibCheck, and the command line from its package.
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { peers, programs } from './installed/programs.mjs';
import { publicPackages, root } from './public-packages.mjs';

const execute = promisify(execFile);
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
const RESOLUTIONS = [
  { module: 'esnext', moduleResolution: 'bundler' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
];

/** Compiles a file, the declarations that it comes to included; complaints that match `alien` are passed over. */
async function compile(file, options, alien) {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    types: [],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    ...options,
  };
  const config = `tsconfig.${compilerOptions.module}.json`;
  writeFileSync(join(project, config), JSON.stringify({ compilerOptions, files: [file] }));
  const tsc = ['--no-install', 'tsc', '-p', config, '--pretty', 'false'];
  const { code = 0, stdout } = await execute('npx', tsc, { cwd: project, shell }).catch((error) => error);
  // What is indented belongs to the complaint above it.
  const complaints = stdout.split(/\n(?!\s)/).filter((text) => text && !alien?.test(text));
  if (complaints.length > 0 || (code !== 0 && !alien)) {
    throw new Error(`${file} does not compile:\n${complaints.join('\n')}`);
  }
}

/** The same under both resolutions at once. */
async function compileBoth(name, file, options, alien) {
  await Promise.all(RESOLUTIONS.map((resolution) => compile(file, { ...options, ...resolution }, alien)));
  for (const { moduleResolution } of RESOLUTIONS) console.log(`ok   types${name} under ${moduleResolution}`);
}

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
    ...peers,
  ]);

  copyFileSync(join(root, 'apps/node/samples/spine-mr.png'), join(project, 'knee.png'));
  const example = code.replace('[40, 60, 180, 200]', '[245, 335, 305, 365]');
  writeFileSync(join(project, 'example.ts'), example);
  await compileBoth('', 'example.ts', { types: ['node'], noEmit: false, outDir: 'out' });
  // Core's declarations must need neither the DOM's library nor Node's.
  writeFileSync(
    join(project, 'bare.ts'),
    "import * as core from '@medicosam/core';\nexport const names = Object.keys(core);\n",
  );
  await compile('bare.ts', {});
  console.log('ok   core’s types without DOM and Node');
  for (const { name, file, code, options, alien } of programs) {
    if (!code) throw new Error(`there is no program of ${name}`);
    writeFileSync(join(project, file), code);
    await compileBoth(` of ${name}`, file, options, alien);
  }

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
    '--no-cache',
  ]);
  const { area } = JSON.parse(cli).masks?.[0] ?? JSON.parse(cli).results?.[0]?.masks?.[0] ?? {};
  if (!(area > 500)) throw new Error(`the command line printed: ${cli}`);
  console.log(`ok   npx medicosam: a mask of ${area} pixels`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
