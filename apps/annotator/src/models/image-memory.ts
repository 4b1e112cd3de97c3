import { createEmbeddingStore, type Predictor, storedPredictor } from '@medicosam/core';
import { opfsBlobStore } from '@medicosam/hub/browser';
import type { Notice } from '../annotation/notice.js';
import { recall, remember } from '../page/remembered.js';
import { createValue, type Value } from '../page/value.js';
import { failureNotice } from './model-notice.js';

/** Of a SAM, about two megabytes an image. */
const MOST_BYTES = 500_000_000;

/** What is kept of images. */
interface ImageMemorySize {
  readonly images: number;
  readonly bytes: number;
}

/**
 * What models read of images, kept in the browser: an image that is opened again is ready at once. It derives from the
 * pixels, so it is off unless the reader wants it, and cleared when it is turned off.
 */
export class ImageMemory {
  readonly isOn: Value<boolean> = createValue(recall('image-memory') === 'on');
  readonly size: Value<ImageMemorySize | undefined> = createValue<ImageMemorySize | undefined>(undefined);
  readonly #blobs = opfsBlobStore('medicosam-images', { maxBytes: MOST_BYTES });
  readonly #store = createEmbeddingStore(this.#blobs);
  readonly #tell: (notice: Notice) => void;

  constructor(tell: (notice: Notice) => void) {
    this.#tell = tell;
  }

  /** A predictor that looks here first, while the memory is on. */
  wrap(predictor: Predictor): Predictor {
    const keeping = storedPredictor(predictor, {
      get: (key, options) => this.#store.get(key, options),
      put: async (key, bytes, options) => {
        await this.#store.put(key, bytes, options);
        // It may have been turned off meanwhile.
        if (!this.isOn.getSnapshot()) await this.#blobs.clear();
      },
    });
    return {
      info: predictor.info,
      encode: (...asked) => (this.isOn.getSnapshot() ? keeping : predictor).encode(...asked),
      predict: (...asked) => predictor.predict(...asked),
      predictMany: (...asked) => predictor.predictMany(...asked),
      restore: (...asked) => predictor.restore(...asked),
      stream: (...asked) => predictor.stream(...asked),
      dispose: () => keeping.dispose(),
    };
  }

  /** Turned off, it forgets all. */
  async turn(isOn: boolean): Promise<void> {
    remember('image-memory', isOn ? 'on' : undefined);
    this.isOn.set(isOn);
    if (!isOn) await this.#attempt('What is kept of images could not be cleared', () => this.#blobs.clear());
    await this.refresh();
  }

  /** Looks up how much there is. */
  async refresh(): Promise<void> {
    if (!this.isOn.getSnapshot()) {
      this.size.set(undefined);
      return;
    }
    const entries = await this.#attempt('What is kept of images could not be listed', () =>
      this.#blobs.list(),
    );
    const bytes = entries?.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) ?? 0;
    this.size.set(entries && { images: entries.length, bytes });
  }

  async #attempt<T>(failure: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      this.#tell(failureNotice(failure, error));
      return undefined;
    }
  }
}
