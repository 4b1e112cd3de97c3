import { open, stat } from 'node:fs/promises';
import type { LoadOptions } from '@medicosam/core';
import { MedicoSamError } from '@medicosam/core';
import { errorCode } from '../cache/file-errors.js';
import type { FileHashes } from '../registry/registry.js';
import { startHashes } from './node-hashes.js';
import type { RunningHashes } from './running-hashes.js';

const CHUNK_BYTES = 4 << 20;

/**
 * Hashes the first `length` bytes of a file into `hashes`.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; the signal's reason when aborted.
 */
async function feedFile(
  path: string,
  length: number,
  hashes: RunningHashes,
  { signal, onBytes }: Pick<LoadOptions, 'signal'> & { onBytes?: ((bytes: number) => void) | undefined } = {},
): Promise<void> {
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  try {
    const buffer = new Uint8Array(Math.min(length, CHUNK_BYTES));
    for (let offset = 0; offset < length; ) {
      if (signal?.aborted) throw signal.reason;
      const want = Math.min(buffer.length, length - offset);
      const { bytesRead } = await file.read(buffer, 0, want, offset).catch((cause: unknown) => {
        throw unreadable(cause);
      });
      if (bytesRead === 0) throw unreadable(new RangeError(`It ends at byte ${offset}.`));
      hashes.update(buffer.subarray(0, bytesRead));
      offset += bytesRead;
      onBytes?.(bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The hashes and the size of a file. */
export async function hashFile(
  path: string,
  options: LoadOptions = {},
): Promise<FileHashes & { bytes: number }> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  if (!stats.isFile()) throw unreadable(new TypeError('It is not a file.'));
  const hashes = await startHashes();
  let loadedBytes = 0;
  await feedFile(path, stats.size, hashes, {
    signal: options.signal,
    onBytes: (bytes) => {
      loadedBytes += bytes;
      options.onProgress?.({
        stage: 'verify',
        fraction: loadedBytes / stats.size,
        loadedBytes,
        totalBytes: stats.size,
      });
    },
  });
  return { ...hashes.digest(), bytes: stats.size };
}

const unreadable = (cause: unknown): MedicoSamError =>
  new MedicoSamError('FILE_UNREADABLE', {
    message: `A checkpoint file cannot be read (${cause instanceof RangeError || cause instanceof TypeError ? cause.message : errorCode(cause)}).`,
    hint: 'Check the path and the permissions.',
    cause,
  });
