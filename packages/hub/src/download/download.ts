import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writing } from '../cache/file-errors.js';
import { readJson, writeJson } from '../cache/json-file.js';
import { DiskPart } from './disk-part.js';
import { type FetchJob, fetchVerified } from './fetch-verified.js';
import { Part } from './part.js';

/** A download to do. */
export interface DownloadJob extends FetchJob {
  /** Of this file alone; kept between calls. */
  readonly folder: string;
}

/** A file that was fetched, whole and with the right hash. */
export interface DownloadedFile {
  readonly path: string;
  readonly url: string;
  readonly bytes: number;
  readonly xxh128: string;
  readonly sha256: string;
}

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
 * Fetches a file, and gives it its name once it is whole and right.
 *
 * @throws MedicoSamError `DOWNLOAD_FAILED`, `MODEL_CHECKSUM_MISMATCH`, `FILE_UNWRITABLE`; the signal's reason when
 *   aborted, and what came so far is kept.
 */
export async function download(job: DownloadJob): Promise<DownloadedFile> {
  const disk = await DiskPart.open(job.folder);
  try {
    const part = new Part(disk);
    const { url, hashes } = await fetchVerified(job, part);
    const path = join(job.folder, 'checkpoint');
    const file = { path, url, bytes: part.bytes, ...hashes };
    await writeJson(recordPath(job.folder), file);
    // Windows renames no file that is open.
    await disk.close();
    await writing(() => rename(disk.path, path));
    return file;
  } finally {
    await disk.close();
  }
}
