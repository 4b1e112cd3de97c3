import type { BlobEntry } from '@medicosam/core';

/** Keys to drop, those that were not used for longest, so that the rest fits into `maxBytes`. */
export function keysToDrop(entries: readonly BlobEntry[], maxBytes: number): string[] {
  let sizeBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  const keys: string[] = [];
  for (const entry of [...entries].sort((a, b) => a.usedAtMs - b.usedAtMs)) {
    if (sizeBytes <= maxBytes) break;
    keys.push(entry.key);
    sizeBytes -= entry.sizeBytes;
  }
  return keys;
}
