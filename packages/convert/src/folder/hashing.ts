import type { AbortSignalLike, ByteSource } from '@medicosam/core';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** A running SHA-256. Node's own `createHash('sha256')` fits by `update` and a `digest('hex')`. */
export interface Sha256 {
  /** Takes the next bytes. They may be reused by the caller afterwards. */
  update(bytes: Uint8Array): unknown;
  /** The hash of all bytes so far, 64 hex digits in lower case. Called once, at the end. */
  digest(encoding: 'hex'): string;
}

/** Makes a running SHA-256. */
export type CreateSha256 = () => Sha256;

/** The portable one, in plain JavaScript: WebCrypto cannot stream. */
export const portableSha256: CreateSha256 = () => {
  const running = sha256.create();
  return { update: (bytes) => running.update(bytes), digest: () => bytesToHex(running.digest()) };
};

/** SHA-256 of bytes in memory, hex. */
export function sha256Of(bytes: Uint8Array, create: CreateSha256): string {
  const running = create();
  running.update(bytes);
  return running.digest('hex');
}

const CHUNK_BYTES = 4 << 20;

/** SHA-256 of a source, read in pieces of 4 MB. */
export async function sha256OfSource(
  source: ByteSource,
  create: CreateSha256,
  signal: AbortSignalLike | undefined,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const running = create();
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    if (signal?.aborted) throw signal.reason;
    const bytes = await source.read(offset, Math.min(CHUNK_BYTES, source.size - offset));
    running.update(bytes);
    onBytes(bytes.byteLength);
  }
  return running.digest('hex');
}
