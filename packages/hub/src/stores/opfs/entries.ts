import type { BlobEntry } from '@medicosam/core';
import { missing, type OpfsFolder } from './file-system.js';

const FILE = /^([a-z0-9_-]{8,128})\.(blob|used)$/;

/** The file of a key's bytes. */
export const blobName = (key: string): string => `${key}.blob`;

/** A file whose time is that of a key's last use: the private file system has no other way to set a time. */
const usedName = (key: string): string => `${key}.used`;

/** A file; undefined where it is not there, or was made and never written. */
export async function openFile(folder: OpfsFolder, name: string) {
  const handle = await folder.getFileHandle(name).catch(missing);
  const file = await handle?.getFile().catch(missing);
  return file && file.size > 0 ? file : undefined;
}

/** More at once, and Chromium says `AbortError` for some of the writes that exceed the quota. */
const PIECE_BYTES = 262_144;

/** Writes a file whole: until it is closed, what was there before stays. */
export async function writeFile(
  folder: OpfsFolder,
  name: string,
  parts: readonly Uint8Array[],
): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true });
  if (!handle.createWritable) throw new Error('This browser writes no files outside of workers.');
  const writable = await handle.createWritable();
  try {
    for (const part of parts) {
      for (let at = 0; at < part.byteLength; at += PIECE_BYTES) {
        await writable.write(part.subarray(at, at + PIECE_BYTES));
      }
    }
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => undefined);
    if (!(await openFile(folder, name))) await removeFile(folder, name);
    throw error;
  }
}

/** Takes a file away; does nothing where it is not there. */
const removeFile = (folder: OpfsFolder, name: string): Promise<void> =>
  folder.removeEntry(name).catch(missing);

/** Takes a key away. */
export async function removeEntry(folder: OpfsFolder, key: string): Promise<void> {
  await removeFile(folder, blobName(key));
  await removeFile(folder, usedName(key));
}

/** Notes that a key was used now. */
export const markUsed = (folder: OpfsFolder, key: string): Promise<void> =>
  writeFile(folder, usedName(key), [Uint8Array.of(1)]);

/** What lies in a store's folder. */
export async function listEntries(folder: OpfsFolder): Promise<BlobEntry[]> {
  const entries = new Map<string, { sizeBytes: number; usedAtMs: number }>();
  for await (const name of folder.keys()) {
    const [, key, kind] = FILE.exec(name) ?? [];
    const file = key === undefined ? undefined : await openFile(folder, name);
    if (key === undefined || !file) continue;
    const { sizeBytes, usedAtMs } = entries.get(key) ?? { sizeBytes: 0, usedAtMs: 0 };
    entries.set(key, {
      sizeBytes: kind === 'blob' ? file.size : sizeBytes,
      usedAtMs: Math.max(usedAtMs, file.lastModified),
    });
  }
  return Array.from(entries, ([key, entry]) => ({ key, ...entry })).filter(({ sizeBytes }) => sizeBytes > 0);
}
