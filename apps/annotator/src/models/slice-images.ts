import {
  createEmbeddingStore,
  type EncodeOptions,
  type ImageEmbedding,
  memoryBlobStore,
  type PixelImage,
  type Predictor,
  storedPredictor,
} from '@medicosam/core';

/** Of a SAM, about a hundred slices. */
const MOST_BYTES = 250_000_000;
/** Slices that follow each other sooner are scrolled past. */
const REST_MS = 150;

/**
 * Slices of volumes, which are gone back to: what a model read of them is kept as long as the page lives. One that is scrolled
 * past is not read at all.
 */
export class SliceImages {
  readonly #slices = new WeakSet<PixelImage>();
  readonly #store = createEmbeddingStore(memoryBlobStore({ maxBytes: MOST_BYTES }));
  #lastAsked = 0;

  /** Says that an image is a slice. */
  add(image: PixelImage): void {
    this.#slices.add(image);
  }

  /** A predictor that encodes a slice once. */
  wrap(predictor: Predictor): Predictor {
    const resting: Predictor = {
      ...boundTo(predictor),
      encode: (image, options) => this.#encodeResting(predictor, image, options),
    };
    const keeping = storedPredictor(resting, this.#store);
    return {
      ...boundTo(predictor),
      encode: (image, options) => (this.#slices.has(image) ? keeping : predictor).encode(image, options),
      dispose: () => keeping.dispose(),
    };
  }

  async #encodeResting(
    predictor: Predictor,
    image: PixelImage,
    options: EncodeOptions = {},
  ): Promise<ImageEmbedding> {
    const now = performance.now();
    const isScrolling = now - this.#lastAsked < 2 * REST_MS;
    this.#lastAsked = now;
    if (isScrolling) await rest(options.signal);
    return predictor.encode(image, options);
  }
}

const boundTo = (predictor: Predictor): Predictor => ({
  info: predictor.info,
  encode: (...asked) => predictor.encode(...asked),
  predict: (...asked) => predictor.predict(...asked),
  predictMany: (...asked) => predictor.predictMany(...asked),
  restore: (...asked) => predictor.restore(...asked),
  stream: (...asked) => predictor.stream(...asked),
  dispose: () => predictor.dispose(),
});

/** Waits as long as a slice must be seen to be read. @throws the signal's reason. */
function rest(signal: EncodeOptions['signal']): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, REST_MS);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
