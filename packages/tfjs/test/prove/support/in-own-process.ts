import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { folder, packageName } from './installed.js';

const builds = new URL('../../../dist/index.js', import.meta.url).href;
const modules = join(String(folder), 'node_modules');
const named = String(packageName);

/** What the backend reports of `tensorflow` in a Node of its own, in which a script runs first. */
export async function reportedAfter(script: string, root = modules) {
  const main = pathToFileURL(join(root, named, 'dist', 'index.js')).href;
  const source = `
    import { tfjs } from '${builds}';
    ${script}
    const load = () => import('${main}');
    const [{ usable, code, reason, hint }] = await tfjs({ load, backend: 'tensorflow' }).devices();
    console.log(JSON.stringify({ usable, code, reason, hint }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source]);
  return JSON.parse(stdout);
}

/** Makes a copy of tfjs-node that has but some of its folders, and gives the folder of modules that it is in. */
export async function copyWithOnly(parts: readonly string[], to: string): Promise<string> {
  await mkdir(join(to, '@tensorflow'), { recursive: true });
  const scoped = await readdir(join(modules, '@tensorflow'));
  const names = [...(await readdir(modules)), ...scoped.map((name) => `@tensorflow/${name}`)];
  for (const name of names) {
    if (name !== '@tensorflow' && name !== named) await symlink(join(modules, name), join(to, name));
  }
  for (const part of ['package.json', ...parts]) {
    await cp(join(modules, named, part), join(to, named, part), { recursive: true });
  }
  return to;
}
