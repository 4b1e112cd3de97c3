import { type BlobStore, checkBlobKey } from './blob-store.js';
import { checkBound, checkFits, type StoreBound } from './store-bound.js';

/**
 * A {@link BlobStore} in memory, for as long as the page or the process lives.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a bound that is not above 0.
 */
export function memoryBlobStore(bound: StoreBound): BlobStore {
  const maxBytes = checkBound(bound);
  /** In the order of use: the first was not used for longest. */
  const entries = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly usedAtMs: number }>();
  let sizeBytes = 0;
  const remove = (key: string): void => {
    sizeBytes -= entries.get(key)?.bytes.byteLength ?? 0;
    entries.delete(key);
  };
  const add = (key: string, bytes: Uint8Array<ArrayBuffer>): void => {
    remove(key);
    entries.set(key, { bytes, usedAtMs: Date.now() });
    sizeBytes += bytes.byteLength;
  };
  return {
    async get(key) {
      const bytes = entries.get(checkBlobKey(key))?.bytes;
      if (bytes) add(key, bytes);
      return bytes?.slice();
    },
    async put(key, bytes) {
      checkBlobKey(key);
      checkFits(bytes.byteLength, maxBytes);
      add(key, new Uint8Array(bytes));
      for (const oldest of entries.keys()) {
        if (sizeBytes <= maxBytes) break;
        remove(oldest);
      }
    },
    async delete(key) {
      remove(checkBlobKey(key));
    },
    async list() {
      return Array.from(entries, ([key, { bytes, usedAtMs }]) => ({
        key,
        sizeBytes: bytes.byteLength,
        usedAtMs,
      }));
    },
    async clear() {
      entries.clear();
      sizeBytes = 0;
    },
  };
}
