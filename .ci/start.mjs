// `npm start`: builds what the first example needs and runs it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const shell = process.platform === 'win32';

const build = spawnSync(
  'npm',
  [
    'exec',
    '--yes',
    `--package=${packageManager}`,
    '--',
    'pnpm',
    '--filter-prod',
    '@medicosam/app-node...',
    'run',
    'build',
  ],
  { cwd: root, shell, encoding: 'utf8' },
);
if (build.status !== 0) {
  process.stderr.write(build.stdout + build.stderr);
  process.exit(build.status ?? 1);
}
const example = spawnSync(process.execPath, ['apps/node/dist/main.js', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(example.status ?? 1);
