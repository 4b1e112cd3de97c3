import { blobSource, type LoadOptions } from '@medicosam/core';
import type { BlobLike } from '../../platform.js';
import type { HashedFile } from '../realm/messages.js';
import { startHashes } from './wasm-hashes.js';

const CHUNK_BYTES = 4 << 20;

/**
 * The hashes and the size of a file.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`.
 */
export async function hashBlob(
  blob: BlobLike,
  onProgress?: NonNullable<LoadOptions['onProgress']>,
): Promise<HashedFile> {
  const hashes = await startHashes();
  const source = blobSource(blob);
  const totalBytes = blob.size;
  for (let loadedBytes = 0; loadedBytes < totalBytes; ) {
    const bytes = await source.read(loadedBytes, Math.min(CHUNK_BYTES, totalBytes - loadedBytes));
    hashes.update(bytes);
    loadedBytes += bytes.length;
    onProgress?.({ stage: 'verify', fraction: loadedBytes / totalBytes, loadedBytes, totalBytes });
  }
  return { ...hashes.digest(), bytes: totalBytes };
}
