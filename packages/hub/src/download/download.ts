import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AbortSignalLike, Progress } from '@medicosam/core';
import { writing } from '../cache/file-errors.js';
import { readJson, writeJson } from '../cache/json-file.js';
import { sleep } from '../sleep.js';
import { mismatch, notFetched } from './download-errors.js';
import { fetchPart } from './fetch-part.js';
import type { HttpClient } from './http-client.js';
import { PartFile } from './part-file.js';

/** What is known of a file before it is fetched. */
export interface ExpectedFile {
  readonly bytes: number | null;
  readonly xxh128: string | null;
  readonly sha256: string | null;
}

/** A download to do. */
export interface DownloadJob {
  /** Tried in this order, again and again. */
  readonly urls: readonly string[];
  /** Where a person may find it. */
  readonly page: string | null;
  readonly expected: ExpectedFile;
  /** Of this file alone; kept between calls. */
  readonly folder: string;
  readonly http: HttpClient;
  readonly retry: RetryOptions;
  readonly signal?: AbortSignalLike | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How patient a download is. */
export interface RetryOptions {
  /** Rounds over all addresses in which next to nothing came, before it gives up. */
  readonly rounds: number;
  /** Before the second round; doubled before each further one. */
  readonly firstDelayMs: number;
}

/** A file that was fetched, whole and with the right hash. */
export interface DownloadedFile {
  readonly path: string;
  readonly url: string;
  readonly bytes: number;
  readonly xxh128: string;
  readonly sha256: string;
}

/** A round in which this much came was no failure. */
const SOME_BYTES = 1 << 20;

const LONGEST_DELAY_MS = 30_000;

/** The file, where an earlier call fetched it whole and has not used it yet. */
export async function fetchedBefore(folder: string): Promise<DownloadedFile | undefined> {
  const record = await readJson<DownloadedFile>(recordPath(folder));
  const path = join(folder, 'checkpoint');
  const size = await stat(path).then(
    (stats) => stats.size,
    () => undefined,
  );
  return record && size === record.bytes ? { ...record, path } : undefined;
}

/** Written before the file takes its name, and true of it alone: without the file it says nothing. */
const recordPath = (folder: string): string => join(folder, 'checkpoint.json');

/**
 * Fetches a file: continues what came before, tries each address, waits longer after each failure, checks size and
 * hashes, and gives the file its name only then.
 *
 * @throws MedicoSamError `DOWNLOAD_FAILED`, `MODEL_CHECKSUM_MISMATCH`, `FILE_UNWRITABLE`; the signal's reason when
 *   aborted, and what came so far is kept.
 */
export async function download(job: DownloadJob): Promise<DownloadedFile> {
  const part = await PartFile.open(job.folder);
  try {
    const { url, hashes } = await fetchVerified(job, part);
    const path = join(job.folder, 'checkpoint');
    const file = { path, url, bytes: part.bytes, ...hashes };
    await writeJson(recordPath(job.folder), file);
    // Windows renames no file that is open.
    await part.close();
    await writing(() => rename(part.path, path));
    return file;
  } finally {
    await part.close();
  }
}

async function fetchVerified(
  job: DownloadJob,
  part: PartFile,
): Promise<{ url: string; hashes: { xxh128: string; sha256: string } }> {
  const { expected, signal } = job;
  /** What became of each address, and whether to ask it again. */
  const verdicts = new Map<string, { reason: string; again: boolean; isWrongFile?: boolean }>();
  for (let failures = 0; failures < job.retry.rounds; ) {
    let afterMs = 0;
    let received = 0;
    for (const url of job.urls) {
      if (verdicts.get(url)?.again === false) continue;
      const before = part.bytes;
      const outcome = await fetchPart(url, part, {
        http: job.http,
        signal,
        bytes: expected.bytes,
        isHashKnown: expected.xxh128 !== null || expected.sha256 !== null,
        onBytes: (loadedBytes, totalBytes) => job.onProgress?.(progressOf(loadedBytes, totalBytes)),
      });
      if (outcome.kind === 'failed') {
        received += Math.max(0, part.bytes - before);
        afterMs = Math.max(afterMs, outcome.afterMs);
        verdicts.set(url, outcome);
        continue;
      }
      const { isOfOnePiece } = part;
      const hashes = await part.finish(signal);
      const wrong = mismatch(expected, { bytes: part.bytes, ...hashes });
      if (!wrong) return { url, hashes };
      await part.reset();
      // Put together of several answers, it may be the file before and after a change: once more, in one piece.
      verdicts.set(url, { reason: wrong, again: !isOfOnePiece, isWrongFile: true });
    }
    if (job.urls.every((url) => verdicts.get(url)?.again === false)) break;
    failures = received >= SOME_BYTES ? 0 : failures + 1;
    if (failures < job.retry.rounds) await sleep(delayOf(job.retry, failures, afterMs), signal);
  }
  throw notFetched(job, verdicts);
}

const progressOf = (loadedBytes: number, totalBytes: number | null): Progress => ({
  stage: 'download',
  loadedBytes,
  ...(totalBytes === null ? {} : { totalBytes, fraction: loadedBytes / totalBytes }),
});

const delayOf = ({ firstDelayMs }: RetryOptions, failures: number, afterMs: number): number =>
  Math.max(afterMs, Math.min(LONGEST_DELAY_MS, firstDelayMs * 2 ** Math.max(0, failures - 1)));
