import { createHash } from 'node:crypto';
import type { ByteSource } from '@medicosam/core';

const CHUNK_BYTES = 8 << 20;

/** SHA-256 of a source, hex, read piece by piece. */
export async function sha256OfSource(
  source: ByteSource,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    signal.throwIfAborted();
    hash.update(await source.read(offset, Math.min(CHUNK_BYTES, source.size - offset)));
    onFraction(Math.min(1, (offset + CHUNK_BYTES) / source.size));
  }
  return hash.digest('hex');
}
