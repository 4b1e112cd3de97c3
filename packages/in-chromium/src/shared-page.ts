import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder of the pages of a run, in its processes. */
const FOLDER = 'MEDICOSAM_PAGES';

/** Has the pages of this process, and of those that it starts, built once for all; until what it returns is called. */
export async function sharePages(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-pages-'));
  process.env[FOLDER] = folder;
  return async () => {
    delete process.env[FOLDER];
    await rm(folder, { recursive: true, force: true });
  };
}

const building = new Map<string, Promise<string>>();

/** The folder of a page that is described so, built by whoever asks first; undefined where pages are not shared. */
export function sharedPage(
  described: unknown,
  buildInto: (folder: string) => Promise<void>,
): Promise<string> | undefined {
  const pages = process.env[FOLDER];
  if (pages === undefined) return undefined;
  // Of a plugin all that there is to compare is its source text.
  const text = JSON.stringify(described, (_, value) => (typeof value === 'function' ? `${value}` : value));
  const folder = join(pages, createHash('sha256').update(text).digest('hex').slice(0, 16));
  const asked = building.get(folder) ?? buildOnce(folder, buildInto);
  building.set(folder, asked);
  return asked;
}

/** Whole or not at all, for another process may look for it meanwhile. */
async function buildOnce(folder: string, buildInto: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  await buildInto(fresh);
  await rename(fresh, folder).catch((error) => {
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
