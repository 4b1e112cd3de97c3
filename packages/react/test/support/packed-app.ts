import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const execute = promisify(execFile);
const root = new URL('../../../../', import.meta.url);
const PACKAGES = ['packages/core', 'packages/io', 'packages/onnx-web', 'packages/react', 'models/tiny'];

/** The code blocks of a README, by default this package's, by language, in order. */
export async function readmeBlocks(
  language: string,
  file = new URL('../../README.md', import.meta.url),
): Promise<readonly string[]> {
  const readme = await readFile(file, 'utf8');
  const blocks = readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]+?)^\`\`\``, 'gm'));
  return [...blocks].map(([, code]) => code as string);
}

/** An empty project with what is named installed: packages of the workspace as they would be published. */
export async function packedApp(names: readonly string[], packages: readonly string[] = PACKAGES) {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-app-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const tarballs: Record<string, string> = {};
  for (const name of packages) {
    const cwd = fileURLToPath(new URL(`${name}/`, root));
    const { stdout } = await execute('pnpm', ['pack', '--pack-destination', folder], {
      cwd,
      env: {
        ...process.env,
        PATH: `${fileURLToPath(new URL('node_modules/.bin', root))}:${process.env['PATH']}`,
      },
    });
    const manifest = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8')) as { name: string };
    tarballs[manifest.name] = `file:${join(folder, basename(stdout.trim().split('\n').at(-1) as string))}`;
  }
  const project = { name: 'app', private: true, type: 'module', dependencies: tarballs, overrides: tarballs };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  const run = async (command: string, ...args: readonly string[]) => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: undefined, VITEST: undefined };
    const options = { cwd: folder, env, maxBuffer: 1e8 };
    const { stdout, stderr } = await execute(command, args, options).catch((error) => {
      throw new Error(`${error.message}\n${error.stdout}`);
    });
    return stdout + stderr;
  };
  const others = names.filter((name) => !(name in tarballs));
  await run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...others);
  return { folder, run, write: (file: string, text: string) => writeFile(join(folder, file), text) };
}
