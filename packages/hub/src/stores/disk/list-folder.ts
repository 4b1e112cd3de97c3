import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobEntry } from '@medicosam/core';
import { isMissing } from '../../cache/file-errors.js';
import { isTemporary } from './temporary-file.js';

const ENTRY = /^([a-z0-9_-]{8,128})\.blob$/;

/** The name of a key's file. */
export const fileName = (key: string): string => `${key}.blob`;

/** What lies in a store's folder; files of others are passed over. */
export interface FolderListing {
  readonly entries: readonly BlobEntry[];
  /** Files that are being written, or were by a process that was killed. */
  readonly temporary: readonly {
    readonly name: string;
    readonly sizeBytes: number;
    readonly modifiedAtMs: number;
  }[];
}

/** Lists a store's folder. What goes while it is listed is left out; without a folder there is nothing. */
export async function listFolder(folder: string): Promise<FolderListing> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw error;
  });
  const entries: BlobEntry[] = [];
  const temporary: FolderListing['temporary'][number][] = [];
  for (const name of names) {
    const key = ENTRY.exec(name)?.[1];
    if (key === undefined && !isTemporary(name)) continue;
    const stats = await stat(join(folder, name)).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (!stats?.isFile()) continue;
    const { size: sizeBytes, mtimeMs } = stats;
    if (key === undefined) temporary.push({ name, sizeBytes, modifiedAtMs: mtimeMs });
    else entries.push({ key, sizeBytes, usedAtMs: mtimeMs });
  }
  return { entries, temporary };
}
