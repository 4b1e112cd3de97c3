import type { Progress } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { checkImage } from '../image/check-image.js';
import type { PixelImage } from '../image/pixel-image.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import { AbortController, DOMException } from '../platform.js';
import type { Predictor } from '../predictor/predictor.js';
import type { Priority } from '../queue/queue.js';
import type { PromptTarget } from './answer-round.js';
import { hashImage } from './hash-image.js';
import type { Target } from './target.js';
import { toError } from './to-error.js';

/** How an image is shown to a session. */
export interface SetImageOptions {
  /** What it is to commits; by default an image named by its hash. */
  readonly target?: Target | undefined;
  /** In place of the session's own, the image's or the model's; see `parseNormalisation`. */
  readonly normalisation?: string | undefined;
  /** One that was made of this image earlier, with the same predictor; the session retains it. */
  readonly embedding?: ImageEmbedding | undefined;
  /** Of the encoding; `normal` by default. */
  readonly priority?: Priority | undefined;
}

let images = 0;

/** One image on its way to an embedding: from `setImage` to the next one. */
export class ImageWork {
  readonly image: PixelImage;
  readonly options: SetImageOptions;
  target: Target | undefined;
  readonly #onChange: () => void;
  readonly #aborting = new AbortController();
  #predictor: Predictor | undefined;
  #embedding: ImageEmbedding | undefined;
  #hash: string | undefined;
  #progress: Progress | undefined;
  #error: Error | undefined;

  /**
   * @throws MedicoSamError `IMAGE_INVALID`; `INVALID_ARGUMENT` for an embedding of an image of another size,
   *   `TENSOR_DISPOSED` for one that was released.
   */
  constructor(image: PixelImage, options: SetImageOptions, onChange: () => void) {
    const { width, height } = checkImage(image);
    const original = options.embedding?.transform.original;
    if (original && (original.width !== width || original.height !== height)) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `The embedding is of an image of ${original.width} × ${original.height} pixels, and the image has ${width} × ${height}.`,
      });
    }
    this.image = image;
    this.options = options;
    this.target = options.target;
    this.#onChange = onChange;
    options.embedding?.retain();
  }

  /** The predictor that the image is encoded with, once it is there. */
  get predictor(): Predictor | undefined {
    return this.#predictor;
  }

  get embedding(): ImageEmbedding | undefined {
    return this.#embedding;
  }

  /** SHA-256 of the image, once it is encoded; undefined where the platform has none. */
  get hash(): string | undefined {
    return this.#hash;
  }

  get progress(): Progress | undefined {
    return this.#progress;
  }

  get error(): Error | undefined {
    return this.#error;
  }

  /** Encodes the image with the predictor that comes. Called once; rejects when that fails, or the work is ended. */
  async encode(coming: Promise<Predictor>): Promise<PromptTarget> {
    try {
      const predictor = await coming;
      this.#requireWanted();
      this.#predictor = predictor;
      this.#onChange();
      // Beside the encoder it costs nothing. An image that cannot be hashed cannot be encoded, which is said there.
      const hashing = hashImage(this.image).catch(() => undefined);
      const embedding = this.options.embedding ?? (await this.#runEncoder(predictor));
      this.#hash = await hashing;
      if (this.#aborting.signal.aborted && embedding !== this.options.embedding) embedding.release();
      this.#requireWanted();
      this.#embedding = embedding;
      this.target ??= { image: this.#hash ?? `image-${++images}` };
      return { predictor, embedding };
    } catch (error) {
      if (!this.#aborting.signal.aborted) this.#error = toError(error);
      throw error;
    } finally {
      this.#progress = undefined;
      if (!this.#aborting.signal.aborted) this.#onChange();
    }
  }

  /** Aborts the encoding and lets go of the embedding. May be called twice. */
  end(): void {
    if (this.#aborting.signal.aborted) return;
    this.#aborting.abort(new DOMException('The session went on to another image.', 'AbortError'));
    (this.#embedding ?? this.options.embedding)?.release();
    this.#embedding = undefined;
  }

  #runEncoder(predictor: Predictor): Promise<ImageEmbedding> {
    const { normalisation, priority } = this.options;
    return predictor.encode(this.image, {
      normalisation,
      priority,
      signal: this.#aborting.signal,
      onProgress: (progress) => {
        if (this.#aborting.signal.aborted) return;
        this.#progress = progress;
        this.#onChange();
      },
    });
  }

  #requireWanted(): void {
    if (this.#aborting.signal.aborted) throw this.#aborting.signal.reason;
  }
}
