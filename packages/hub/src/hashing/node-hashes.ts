import { createHash } from 'node:crypto';
import type { RunningHashes } from './running-hashes.js';

/** Begins to hash. */
export async function startHashes(): Promise<RunningHashes> {
  // On first use: it holds the code of thirty algorithms, and who has the model needs none.
  const { createXXHash128 } = await import('hash-wasm');
  const [xxh128, sha256] = [await createXXHash128(), createHash('sha256')];
  xxh128.init();
  return {
    update(bytes) {
      xxh128.update(bytes);
      sha256.update(bytes);
    },
    digest: () => ({ xxh128: xxh128.digest('hex'), sha256: sha256.digest('hex') }),
  };
}
