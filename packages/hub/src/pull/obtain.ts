import { rm, stat, statfs } from 'node:fs/promises';
import { MedicoSamError } from '@medicosam/core';
import { writing } from '../cache/file-errors.js';
import { type DownloadedFile, download, fetchedBefore } from '../download/download.js';
import { mismatch, notFetched } from '../download/download-errors.js';
import type { ExpectedFile } from '../download/expected-file.js';
import { createUndiciClient } from '../download/undici-client.js';
import { hashFile } from '../hashing/hash-file.js';
import { type HubContext, isOn } from './hub-context.js';
import type { PullOptions } from './pull-options.js';
import { pathOf } from './target.js';

/** A checkpoint to get hold of. */
export interface Wish {
  readonly name: string;
  readonly urls: readonly string[];
  readonly page: string | null;
  readonly expected: ExpectedFile;
  /** About what it takes on disk, converted as well; `null` where nobody knows. */
  readonly spaceBytes: number | null;
}

/**
 * The checkpoint, on this disk and verified: as an earlier call left it, from a `file:` address, or over the network.
 *
 * @throws MedicoSamError `OFFLINE`, and as `download` and `hashFile`.
 */
export async function obtain(wish: Wish, context: HubContext, options: PullOptions): Promise<DownloadedFile> {
  const { expected, page } = wish;
  const folder = context.layout.download(wish.name);
  const before = await fetchedBefore(folder);
  const isHashKnown = expected.xxh128 !== null || expected.sha256 !== null;
  if (before && (isHashKnown || wish.urls.includes(before.url)) && !mismatch(expected, before)) return before;
  const verdicts = new Map<string, { reason: string; isWrongFile?: boolean }>();
  for (const url of wish.urls.filter(isFileAddress)) {
    const file = await localFile(url, expected, options);
    if ('path' in file) return file;
    verdicts.set(url, file);
  }
  const remote = wish.urls.filter((url) => !isFileAddress(url));
  if (remote.length === 0) throw notFetched({ urls: wish.urls, page, expected, advice: ADVICE }, verdicts);
  if (options.offline ?? isOn(context.env['MEDICOSAM_OFFLINE'])) throw offline(wish.name);
  // A checkpoint that was left by another address or another registry.
  if (before) await writing(() => rm(folder, { recursive: true, force: true }));
  await checkSpace(wish, context.layout.root);
  const http = await createUndiciClient(context.env, context.stallMs);
  try {
    return await download({
      ...wish,
      urls: remote,
      folder,
      http,
      retry: context.retry,
      advice: ADVICE,
      ...options,
    });
  } finally {
    await http.close();
  }
}

/** What a person does with a file that no program can fetch. */
const ADVICE =
  'then: medicosam models add <file>. Behind a proxy set HTTPS_PROXY; MEDICOSAM_HUB_MIRROR names a mirror.';

const isFileAddress = (url: string): boolean => url.startsWith('file:');

async function localFile(
  url: string,
  expected: ExpectedFile,
  options: PullOptions,
): Promise<DownloadedFile | { reason: string; isWrongFile?: boolean }> {
  const path = pathOf(url);
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isFile()) return { reason: 'is not there' };
  const hashed = await hashFile(path, options);
  const wrong = mismatch(expected, hashed);
  return wrong ? { reason: wrong, isWrongFile: true } : { ...hashed, path, url };
}

/** Better told before gigabytes have come than after. */
async function checkSpace({ spaceBytes }: Wish, root: string): Promise<void> {
  if (spaceBytes === null) return;
  const free = await statfs(root).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );
  if (free === undefined || free >= spaceBytes) return;
  throw new MedicoSamError('FILE_UNWRITABLE', {
    message: `The model cache has no room: about ${spaceBytes} bytes are needed, ${free} are free.`,
    hint: 'Make room, or point MEDICOSAM_CACHE to a larger disk.',
    details: { code: 'ENOSPC', spaceBytes, free },
  });
}

const offline = (name: string) =>
  new MedicoSamError('OFFLINE', {
    message: `${name} is not in the cache, and the network is not to be used.`,
    hint: `Run medicosam models pull ${name} while online (unset MEDICOSAM_OFFLINE), or medicosam models add <file>.`,
  });
