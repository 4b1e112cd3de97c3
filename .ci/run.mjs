// Runs each step, counts the tests that vitest reported and each gate as one more, and says so in the last line.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const workspaces = ['packages', 'models', 'apps'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
);
const reports = workspaces.map((folder) => join(folder, 'reports', 'vitest.json'));
for (const report of reports) rmSync(report, { force: true });

const steps = [
  ['npm start', ['start']],
  ['npm test', ['test']],
  ['lint, types of files, arrows, unused code, lock file', ['run', 'lint']],
  ['packed packages', ['run', 'check:packed']],
  ['installed as a user', ['run', 'check:installed']],
  ['bundle sizes', ['run', 'size']],
  ['API pages', ['run', 'docs']],
];
let passed = 0;
let failed = 0;
for (const [name, args] of steps) {
  const begin = Date.now();
  const { status } = spawnSync('npm', args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CI: 'true', TURBO_TELEMETRY_DISABLED: '1' },
  });
  const seconds = Math.round((Date.now() - begin) / 1000);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status === 0) passed++;
  else failed++;
}
let skipped = 0;
for (const report of reports.filter((file) => existsSync(file))) {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // Said again here: a log is long, and often only its end is kept.
  for (const { name, message, assertionResults } of testResults) {
    if (message) console.log(`FAILED ${relative(root, name)}\n${message}`);
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'failed') {
        console.log(`FAILED ${relative(root, name)} > ${fullName}\n${failureMessages.join('\n')}`);
      }
    }
  }
  passed += numPassedTests;
  failed += numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
  skipped += numPendingTests;
}
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed ? 1 : 0);
