// Takes a lock again and again until it is killed, and tells when it finds another in: node lock-worker.mjs <folder>.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../dist/cache/lock/take-lock.js';

const [folder] = process.argv.slice(2);
/** Holds the number of the process that is in. What a killed one left there is no harm. */
const inside = join(folder, 'inside');

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function enter() {
  try {
    writeFileSync(inside, String(process.pid), { flag: 'wx' });
  } catch {
    const other = Number(readFileSync(inside, 'utf8'));
    if (other !== 0 && isAlive(other)) console.log('two');
    writeFileSync(inside, String(process.pid));
  }
}

for (;;) {
  const lock = await takeLock(join(folder, 'lock'));
  enter();
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
  if (readFileSync(inside, 'utf8') !== String(process.pid)) console.log('two');
  rmSync(inside);
  await lock.release();
  console.log('turn');
}
