// The heavier proofs: every test again, with those that take minutes or need large files, then the table of
// docs/conformance.md from what ran. What it shows belongs into docs/proof.md, with the date and the machine.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

const run = (command, args, env = {}) =>
  spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...env },
  }).status ?? 1;

const begin = Date.now();
// Never from turbo's cache: a result there may be that of the light tests. One at a time, for they time themselves out.
const tested = run(
  'turbo',
  ['run', 'test', '--force', '--concurrency=1', '--continue', ...process.argv.slice(2)],
  {
    MEDICOSAM_PROVE: '1',
  },
);
const rendered = tested === 0 ? run('node', ['docs/render-conformance.mjs']) : 1;
const [cpu] = cpus();
console.log(
  `${tested || rendered ? 'FAILED' : 'proven'} in ${Math.round((Date.now() - begin) / 1000)} s, ` +
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}`,
);
process.exit(tested || rendered);
