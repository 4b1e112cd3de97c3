import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a script of `baseline` with the Python of MEDICOSAM_PYTHON, and gives what it printed. */
export function runPython(python: string, script: string, args: readonly string[]): string {
  const path = fileURLToPath(new URL(`../../baseline/${script}`, import.meta.url));
  const run = spawnSync(python, [path, ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${script} ${args.join(' ')}: ${run.error ?? run.stderr}`);
  return run.stdout;
}
