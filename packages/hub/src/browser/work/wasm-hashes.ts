import { createSHA256, createXXHash128 } from 'hash-wasm';
import type { RunningHashes } from '../../hashing/running-hashes.js';

/** Begins to hash, where there is no Node. */
export async function startHashes(): Promise<RunningHashes> {
  const [xxh128, sha256] = await Promise.all([createXXHash128(), createSHA256()]);
  xxh128.init();
  sha256.init();
  return {
    update(bytes) {
      xxh128.update(bytes);
      sha256.update(bytes);
    },
    digest: () => ({ xxh128: xxh128.digest('hex'), sha256: sha256.digest('hex') }),
  };
}
