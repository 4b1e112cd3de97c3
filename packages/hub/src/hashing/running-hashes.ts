import type { FileHashes } from '../registry/registry.js';

/** Both hashes of a file in one pass. */
export interface RunningHashes {
  /** Takes the next bytes. */
  update(bytes: Uint8Array): void;
  /** The hashes of all bytes so far. Called once, at the end. */
  digest(): FileHashes;
}
