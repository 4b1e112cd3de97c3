import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { writing } from '../file-errors.js';
import { hold, type Lock } from './lock.js';
import { isNewest, turns } from './turns.js';

/** The lock, unless another process was quicker. */
export async function claim(folder: string, number: number): Promise<Lock | undefined> {
  const path = join(folder, `${number}.lock`);
  const ticket = join(folder, `${randomUUID()}.ticket`);
  try {
    await writing(() =>
      writeFile(ticket, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' }),
    );
    await placeOnce(ticket, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    await rm(ticket, { force: true });
  }
  if (!(await isNewest(folder, number))) {
    await rm(path, { force: true });
    return undefined;
  }
  for (const turn of await turns(folder)) {
    if (turn.number < number) await rm(join(folder, turn.file), { force: true });
  }
  return hold(folder, number, path);
}

/** Gives a file its name where nothing has it, content and all. */
async function placeOnce(ticket: string, path: string): Promise<void> {
  try {
    await link(ticket, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A file system without hard links: who reads it before it is written takes its holder for alive.
    await writeFile(path, await readFile(ticket), { flag: 'wx' });
  }
}
