import type { ValueRange } from '../image/value-range.js';
import { EMBEDDING_FORMAT } from '../model/embedding-header.js';
import { sha256, TextEncoder } from '../platform.js';
import type { BlobStore, StoreOptions } from './blob-store.js';

/** All that decides the values of an image embedding. */
export interface EmbeddingKey {
  /** Of the stored pixels, see `hashImage`. */
  readonly image: string;
  /** What is used, never what was asked: in the form `formatNormalisation` gives. */
  readonly normalisation: string;
  /** The range of `minmax-joint`; null of every other normalisation. */
  readonly joint: ValueRange | null;
  /** Of the model, its weights as stored, and its preprocessing, see `encoderHash`. */
  readonly encoder: string;
}

/** Serialised image embeddings by what they were made of. */
export interface EmbeddingStore {
  /** Bytes for `Predictor.restore`; undefined where there are none. Rejects where they cannot be had or are damaged. */
  get(key: EmbeddingKey, options?: StoreOptions): Promise<Uint8Array | undefined>;
  /** Keeps the bytes of `ImageEmbedding.serialise`. Rejects where there is no room. */
  put(key: EmbeddingKey, bytes: Uint8Array, options?: StoreOptions): Promise<void>;
}

/**
 * Keeps embeddings in a {@link BlobStore}, under hashes: neither keys nor contents name an image. The contents derive
 * from its pixels all the same, and are to be kept as they are.
 *
 * @example
 * const store = createEmbeddingStore(diskBlobStore('embeddings', { maxBytes: 2e9 }));
 * const predictor = storedPredictor(await loadPredictor({ model: tiny, backend: onnxNode() }), store);
 */
export function createEmbeddingStore(blobs: BlobStore): EmbeddingStore {
  return {
    async get(key, options) {
      const address = await embeddingAddress(key);
      return address === undefined ? undefined : blobs.get(address, options);
    },
    async put(key, bytes, options) {
      const address = await embeddingAddress(key);
      if (address !== undefined) await blobs.put(address, bytes, options);
    },
  };
}

/**
 * The key of an embedding in a {@link BlobStore}: SHA-256 in hex of its parts and of the version of its form.
 *
 * @returns undefined where the platform has no SHA-256: a page that was not served over HTTPS.
 */
export function embeddingAddress({
  image,
  normalisation,
  joint,
  encoder,
}: EmbeddingKey): Promise<string | undefined> {
  const parts = ['embedding', EMBEDDING_FORMAT, image, normalisation, joint?.lo, joint?.hi, encoder];
  return sha256(new TextEncoder().encode(JSON.stringify(parts)));
}
