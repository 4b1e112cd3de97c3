import { readdir, readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isMissing } from '../file-errors.js';

/** A holder that did not touch its file for so long is taken for dead. */
const DEAD_AFTER_MS = 30_000;

/** One holder's file, present or past. */
export interface Turn {
  readonly number: number;
  readonly file: string;
  readonly released: boolean;
}

/** All of a lock's folder, the newest first. */
export async function turns(folder: string): Promise<Turn[]> {
  return (await readdir(folder))
    .map((file) => ({ file, parts: /^(\d+)\.(lock|free)$/.exec(file) }))
    .flatMap(({ file, parts }) =>
      parts ? [{ file, number: Number(parts[1]), released: parts[2] === 'free' }] : [],
    )
    .sort((a, b) => b.number - a.number);
}

/** The one that counts. */
export const newest = async (folder: string): Promise<Turn | undefined> => (await turns(folder))[0];

/**
 * Whether a lock is the one that counts. It does not for one who saw an older state, and made a number that was passed
 * meanwhile, or let go: its name was free again then.
 */
export const isNewest = async (folder: string, number: number): Promise<boolean> =>
  (await turns(folder)).every((turn) => turn.number < number || (turn.number === number && !turn.released));

/** Whether its holder let go, or is dead. */
export async function isFree(folder: string, { file, released }: Turn): Promise<boolean> {
  if (released) return true;
  const path = join(folder, file);
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > DEAD_AFTER_MS) return true;
    const { pid, host } = JSON.parse(await readFile(path, 'utf8')) as { pid: number; host: string };
    return host === hostname() && !isAlive(pid);
  } catch (error) {
    // Released or replaced meanwhile: the next look tells.
    if (isMissing(error) || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, and is alive.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
