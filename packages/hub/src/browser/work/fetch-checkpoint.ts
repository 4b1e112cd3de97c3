import type { LoadOptions } from '@medicosam/core';
import { mismatch } from '../../download/download-errors.js';
import { fetchVerified } from '../../download/fetch-verified.js';
import { Part, type PartMedium, type PartOrigin } from '../../download/part.js';
import { downloadFolder } from '../layout.js';
import type { FetchedFile, Tasks } from '../realm/messages.js';
import type { HubFiles, StoredFile } from '../storage/hub-files.js';
import { browserClient } from './browser-client.js';
import { startHashes } from './wasm-hashes.js';

/** What a person does with a file that the page cannot fetch. */
const ADVICE =
  'then drop the file on the page, or hand it to hub.pull. A server lets pages of other sites read its files by Access-Control-Allow-Origin.';

/** Fetches a checkpoint into the storage, and goes on where an earlier call was ended. */
export async function fetchCheckpoint(
  { name, urls, page, expected, retry, stallMs }: Tasks['fetch']['args'],
  files: HubFiles,
  onProgress: NonNullable<LoadOptions['onProgress']>,
): Promise<FetchedFile> {
  const folder = downloadFolder(name);
  const [path, donePath, originPath] = [`${folder}/part`, `${folder}/done.json`, `${folder}/part.json`];
  const done = await readJson<FetchedFile>(files, donePath);
  if (done) {
    const isHashKnown = expected.xxh128 !== null || expected.sha256 !== null;
    const isWhole = (await files.open(path))?.size === done.bytes;
    const isOurs = (isHashKnown || urls.includes(done.url)) && !mismatch(expected, done);
    if (isWhole && isOurs) return done;
    // A checkpoint that was left by another address or another registry.
    await files.remove(folder);
  }
  const origin = await readJson<PartOrigin>(files, originPath);
  const stored = await files.edit(path);
  try {
    const part = new Part(storedPart(stored, origin, (text) => files.writeText(originPath, text)));
    const http = browserClient(stallMs);
    const { url, hashes } = await fetchVerified(
      { urls, page, expected, advice: ADVICE, http, retry, onProgress },
      part,
    );
    const file = { url, bytes: part.bytes, ...hashes };
    await files.writeText(donePath, JSON.stringify(file));
    return file;
  } finally {
    await stored.close();
  }
}

const storedPart = (
  stored: StoredFile,
  origin: PartOrigin | undefined,
  writeText: (text: string) => Promise<void>,
): PartMedium => ({
  size: stored.size,
  origin,
  read: (offset, length) => stored.read(offset, length),
  write: (offset, bytes) => stored.write(offset, bytes),
  clear: () => stored.clear(),
  writeOrigin: (next) => writeText(JSON.stringify(next)),
  flush: () => stored.flush(),
  startHashes,
});

async function readJson<T>(files: HubFiles, path: string): Promise<T | undefined> {
  const text = await files.readText(path);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
