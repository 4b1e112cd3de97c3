import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/fixtures.js';

const SCRIPT = fileURLToPath(new URL('lock-worker.mjs', import.meta.url));

// A minute of contention: `npm run prove`.
describe.runIf(process.env['MEDICOSAM_PROVE'])('five processes, one of them killed every 0.7 s', () => {
  it('are never in at the same time, and never stop', async () => {
    const folder = temporaryFolder();
    const running = new Set<ChildProcess>();
    onTestFinished(() => {
      for (const child of running) child.kill('SIGKILL');
    });
    let [turns, twos, errors] = [0, 0, ''];
    const start = (): void => {
      const child = spawn(process.execPath, [SCRIPT, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
      running.add(child);
      child.stdout.on('data', (text: Buffer) => {
        turns += String(text).split('turn').length - 1;
        twos += String(text).split('two').length - 1;
      });
      child.stderr.on('data', (text: Buffer) => {
        errors += text;
      });
      child.once('close', () => running.delete(child));
    };
    for (let i = 0; i < 5; i++) start();
    for (let kills = 0; kills < 80; kills++) {
      await new Promise((resolve) => setTimeout(resolve, 700));
      const [oldest] = running;
      oldest?.kill('SIGKILL');
      start();
    }
    console.log(`${turns} turns`);
    expect({ twos, errors }).toEqual({ twos: 0, errors: '' });
    expect(turns).toBeGreaterThan(100);
  }, 300_000);
});
