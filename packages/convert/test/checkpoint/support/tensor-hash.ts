import { createHash } from 'node:crypto';

/** The hash that the manifest of the fixtures gives: 16 hex digits of SHA-256 over the little-endian values. */
export function tensorHash(type: string, values: Float32Array): string {
  const stored = type === 'int64' ? BigInt64Array.from(values, BigInt) : values;
  const bytes = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
