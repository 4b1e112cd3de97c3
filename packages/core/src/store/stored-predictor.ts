import type { Warning } from '../errors/medicosam-error.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import type { Predictor } from '../predictor/predictor.js';
import type { EmbeddingStore } from './embedding-store.js';
import { KeepingPredictor } from './keeping-predictor.js';

/** A predictor that keeps what it encodes. */
export interface StoredPredictor extends Predictor {
  /** Whether an embedding that `encode` gave came from the store: the encoder did not run for it. */
  isFromStore(embedding: ImageEmbedding): boolean;
  /** Resolves once all that was encoded so far is stored, or is known not to be. Never rejects. */
  written(): Promise<void>;
}

/** How a {@link StoredPredictor} works. */
export interface StoredPredictorOptions {
  /** Hears `STORE_WRITE_FAILED`: an embedding was answered with and could not be kept. Of a run of them, the first. */
  readonly onWarning?: ((warning: Warning) => void) | undefined;
  /**
   * Whether a fresh embedding goes through its bytes before it is given, and is then what a stored one will be; true by
   * default. False gives it some hundredths of a second sooner, unrounded, and on the device where it was made.
   */
  readonly alike?: boolean | undefined;
}

/**
 * A predictor that encodes an image once: the second `encode` of the same pixels with the same normalisation, by any
 * predictor of the same model and store, restores what was kept, and the encoder does not run. Wherever the predictor
 * works: here, in a realm, on the other side of a port.
 *
 * A store never fails an `encode`. Where it cannot be read or an entry is damaged, the image is encoded again, and the
 * embedding carries the warning `STORE_READ_FAILED`. Writing follows the answer. Without a store, and where the platform
 * has no SHA-256 (a page that was not served over HTTPS), every image is encoded. `stream` goes past the store.
 *
 * Embeddings are stored in the precision that the manifest states, mostly float16, which changes a pixel of a mask here
 * and there, and which of two equally good candidates is chosen. So that an image is answered the same the first time and
 * the second, bit for bit, the first answer is made of what is stored, too: see `alike`. Progress of a stored embedding is
 * told as `restore` instead of `encode`.
 *
 * The predictor is handed over: `dispose` disposes of it, and resolves once what was being written is.
 *
 * @example
 * const predictor = storedPredictor(await loadPredictor({ model: tiny, backend: onnxNode() }), store);
 * const embedding = await predictor.encode(image);
 */
export function storedPredictor(
  predictor: Predictor,
  store: EmbeddingStore | undefined,
  options: StoredPredictorOptions = {},
): StoredPredictor {
  return new KeepingPredictor(predictor, store, options);
}
