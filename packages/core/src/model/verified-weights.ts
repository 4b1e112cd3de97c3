import type { ByteSource } from '../contract/sources.js';
import type { ManifestWeights } from '../manifest/manifest.js';
import { checkHash, checkSize, verifiedSource } from './verified-source.js';

/**
 * Weights files, each checked once against its hash, before the first graph is opened on it or, where its source cannot
 * hash it, before the first of its bytes is given to a backend. Many graphs share a file, and it is large.
 */
export class VerifiedWeights {
  readonly #entries: readonly ManifestWeights[];
  readonly #proven = new Set<string>();

  constructor(entries: readonly ManifestWeights[]) {
    this.#entries = entries;
  }

  /**
   * The source of a file, checked or checking itself when it is read.
   *
   * @throws MedicoSamError `MODEL_CHECKSUM_MISMATCH`, and as `ByteSource.sha256`; the source is then closed.
   */
  async check(source: ByteSource, file: string): Promise<ByteSource> {
    const entry = this.#entries.find((weights) => weights.file === file);
    // The manifest names it, as every one does that was read.
    if (!entry) return source;
    try {
      checkSize(source, file, entry.bytes);
      if (this.#proven.has(file)) return source;
      if (!source.sha256) return this.#checking(source, entry);
      // A runtime may read the file by its path.
      checkHash(await source.sha256(), file, entry.sha256);
      this.#proven.add(file);
      return source;
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  #checking(source: ByteSource, { file, sha256 }: ManifestWeights): ByteSource {
    const { size, path } = source;
    const verified = verifiedSource(source, file, sha256);
    return {
      size,
      path,
      read: async (offset, length) => {
        if (this.#proven.has(file)) return source.read(offset, length);
        const whole = await verified.read(0, size);
        this.#proven.add(file);
        return offset === 0 && length === size ? whole : source.read(offset, length);
      },
      close: () => source.close(),
    };
  }
}
