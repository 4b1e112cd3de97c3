import type { LoadOptions, Progress } from '@medicosam/core';
import type { FileHashes } from '../registry/registry.js';
import { sleep } from '../sleep.js';
import { mismatch, notFetched } from './download-errors.js';
import type { ExpectedFile } from './expected-file.js';
import { fetchPart } from './fetch-part.js';
import type { HttpClient } from './http-client.js';
import type { Part } from './part.js';

/** A file to fetch. */
export interface FetchJob extends LoadOptions {
  /** Tried in this order, again and again. */
  readonly urls: readonly string[];
  /** Where a person may find it. */
  readonly page: string | null;
  readonly expected: ExpectedFile;
  /** What a person does with the file, where no program can fetch it: the end of a sentence. */
  readonly advice: string;
  readonly http: HttpClient;
  readonly retry: RetryOptions;
}

/** How patient a download is. */
export interface RetryOptions {
  /** Rounds over all addresses in which next to nothing came, before it gives up. */
  readonly rounds: number;
  /** Before the second round; doubled before each further one. */
  readonly firstDelayMs: number;
}

/** A round in which this much came was no failure. */
const SOME_BYTES = 1 << 20;

const LONGEST_DELAY_MS = 30_000;

/**
 * Fetches a file into `part`: continues what came before, tries each address, waits longer after each failure, and
 * checks size and hashes.
 *
 * @throws MedicoSamError `DOWNLOAD_FAILED`, `MODEL_CHECKSUM_MISMATCH`, what the part throws; the signal's reason when
 *   aborted, and what came so far is kept.
 */
export async function fetchVerified(
  job: FetchJob,
  part: Part,
): Promise<{ readonly url: string; readonly hashes: FileHashes }> {
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
