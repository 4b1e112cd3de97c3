import type { EncodeOptions, ImageEmbedding, PixelImage, Predictor } from '@medicosam/core';

interface Encoding {
  readonly run: (signal: AbortSignal) => Promise<ImageEmbedding>;
  readonly signal: EncodeOptions['signal'];
  readonly resolve: (embedding: ImageEmbedding) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lets the encoding of a slice be left and come back to. Paused, it is aborted, and the caller's promise waits; wanted
 * again, it begins anew: prompts that were given are answered then, not lost.
 */
export class PausableEncoding {
  #isWanted = true;
  #encoding: Encoding | undefined;
  #running: AbortController | undefined;

  /** The predictor, but for this. */
  wrap(predictor: Predictor): Predictor {
    return {
      get info() {
        return predictor.info;
      },
      encode: (image, options) => this.#encode(predictor, image, options),
      predict: (embedding, prompt, options) => predictor.predict(embedding, prompt, options),
      predictMany: (embedding, prompts, options) => predictor.predictMany(embedding, prompts, options),
      restore: (bytes, options) => predictor.restore(bytes, options),
      stream: (operation, args, options) => predictor.stream(operation, args, options),
      dispose: () => predictor.dispose(),
    };
  }

  pause(): void {
    this.#isWanted = false;
    this.#running?.abort(new DOMException('The viewport went on to another slice.', 'AbortError'));
    this.#running = undefined;
  }

  resume(): void {
    this.#isWanted = true;
    if (this.#encoding && !this.#running) void this.#start(this.#encoding);
  }

  #encode(predictor: Predictor, image: PixelImage, options: EncodeOptions = {}): Promise<ImageEmbedding> {
    return new Promise((resolve, reject) => {
      const run = (signal: AbortSignal) => predictor.encode(image, { ...options, signal });
      const encoding = { run, signal: options.signal, resolve, reject };
      this.#encoding = encoding;
      options.signal?.addEventListener('abort', () => this.#end(encoding), { once: true });
      if (this.#isWanted) void this.#start(encoding);
    });
  }

  #end(encoding: Encoding): void {
    if (this.#encoding !== encoding) return;
    this.#encoding = undefined;
    this.#running?.abort(encoding.signal?.reason);
    encoding.reject(encoding.signal?.reason);
  }

  async #start(encoding: Encoding): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      const embedding = await encoding.run(running.signal);
      if (running.signal.aborted) embedding.release();
      else encoding.resolve(embedding);
    } catch (error) {
      if (running.signal.aborted) return;
      encoding.reject(error);
    }
    if (this.#running !== running) return;
    this.#running = undefined;
    this.#encoding = undefined;
  }
}
