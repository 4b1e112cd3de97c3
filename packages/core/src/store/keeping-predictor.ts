import { MedicoSamError, type Warning } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import { abortable } from '../model/abortable.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import { AbortController, nextTurn, throwLater } from '../platform.js';
import { linkSignals } from '../predictor/linked-signal.js';
import type { EncodeOptions, Predictor } from '../predictor/predictor.js';
import { type ForeseenEmbedding, foreseeEmbedding } from './embedding-key.js';
import type { EmbeddingStore } from './embedding-store.js';
import { ownImage } from './own-image.js';
import { readFailed, withWarnings, writeFailed } from './store-warnings.js';
import type { StoredPredictor, StoredPredictorOptions } from './stored-predictor.js';

/** See `storedPredictor`. */
export class KeepingPredictor implements StoredPredictor {
  readonly #predictor: Predictor;
  readonly #store: EmbeddingStore | undefined;
  readonly #onWarning: StoredPredictorOptions['onWarning'];
  readonly #isAlike: boolean;
  readonly #fromStore = new WeakSet<ImageEmbedding>();
  /** Being written, by their keys: an image that is shown again at once need not wait for the store. */
  readonly #writing = new Map<string, Promise<Uint8Array | undefined>>();
  readonly #writes = new Set<Promise<void>>();
  readonly #ending = new AbortController();
  #isWriteFailing = false;
  #ended: Promise<void> | undefined;

  constructor(predictor: Predictor, store: EmbeddingStore | undefined, options: StoredPredictorOptions) {
    this.#predictor = predictor;
    this.#store = store;
    this.#onWarning = options.onWarning;
    this.#isAlike = options.alike ?? true;
  }

  get info() {
    return this.#predictor.info;
  }

  async encode(image: PixelImage, options: EncodeOptions = {}): Promise<ImageEmbedding> {
    const store = this.#store;
    const own = store && ownImage(image, options);
    const { signal, release } = linkSignals(this.#ending.signal, options.signal);
    try {
      // What is wrong with an image, the predictor says.
      if (!store || !own) return await this.#predictor.encode(image, { ...options, signal });
      return await this.#encode(store, own, { ...options, signal, transfer: true });
    } finally {
      release();
    }
  }

  async #encode(store: EmbeddingStore, image: PixelImage, options: EncodeOptions): Promise<ImageEmbedding> {
    const foreseen = await abortable(foresee(image, options, this.info), options.signal);
    if (!foreseen) return this.#predictor.encode(image, options);
    const problems: Warning[] = [];
    const found = await this.#find(store, foreseen, image, options, problems);
    if (found) return withWarnings(found, foreseen.warnings);
    const fresh = await this.#predictor.encode(image, options);
    const bytes = serialise(fresh, this.#isAlike ? undefined : nextTurn);
    this.#keep(store, foreseen, bytes);
    const embedding = this.#isAlike ? await this.#asStored(fresh, bytes, options) : fresh;
    return problems.length === 0 ? embedding : withWarnings(embedding, [...embedding.warnings, ...problems]);
  }

  predict(...asked: Parameters<Predictor['predict']>): ReturnType<Predictor['predict']> {
    return this.#predictor.predict(...asked);
  }

  predictMany(...asked: Parameters<Predictor['predictMany']>): ReturnType<Predictor['predictMany']> {
    return this.#predictor.predictMany(...asked);
  }

  restore(...asked: Parameters<Predictor['restore']>): ReturnType<Predictor['restore']> {
    return this.#predictor.restore(...asked);
  }

  stream(...asked: Parameters<Predictor['stream']>): ReturnType<Predictor['stream']> {
    return this.#predictor.stream(...asked);
  }

  isFromStore(embedding: ImageEmbedding): boolean {
    return this.#fromStore.has(embedding);
  }

  async written(): Promise<void> {
    await Promise.all(this.#writes);
  }

  dispose(): Promise<void> {
    this.#ending.abort(
      new MedicoSamError('DISPOSED', { message: 'The predictor was disposed of.', hint: 'Load it again.' }),
    );
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    // Their bytes are with the predictor.
    await Promise.all(this.#writing.values());
    await Promise.all([this.#predictor.dispose(), this.written()]);
  }

  async #find(
    store: EmbeddingStore,
    { key }: ForeseenEmbedding,
    image: PixelImage,
    { signal, onProgress, priority }: EncodeOptions,
    problems: Warning[],
  ): Promise<ImageEmbedding | undefined> {
    try {
      const bytes =
        (await abortable(this.#writing.get(idOf(key)) ?? Promise.resolve(undefined), signal)) ??
        (await abortable(store.get(key, { signal }), signal));
      if (bytes === undefined) return undefined;
      onProgress?.({ stage: 'restore' });
      const embedding = await this.#predictor.restore(bytes, { signal, priority, onProgress });
      const { original } = embedding.transform;
      if (
        embedding.normalisation !== key.normalisation ||
        original.width !== image.width ||
        original.height !== image.height
      ) {
        embedding.release();
        throw new MedicoSamError('EMBEDDING_INVALID', { message: 'It is of another image.' });
      }
      this.#fromStore.add(embedding);
      return embedding;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      problems.push(readFailed(error));
      return undefined;
    }
  }

  /** The embedding as it will be the next time. */
  async #asStored(
    fresh: ImageEmbedding,
    bytes: Promise<Uint8Array>,
    { signal, priority }: EncodeOptions,
  ): Promise<ImageEmbedding> {
    try {
      const stored = await this.#predictor.restore(await abortable(bytes, signal), { signal, priority });
      fresh.release();
      return stored;
    } catch {
      // What cannot be stored is said where it is written.
      if (!signal?.aborted) return fresh;
      fresh.release();
      throw signal.reason;
    }
  }

  #keep(store: EmbeddingStore, { key }: ForeseenEmbedding, bytes: Promise<Uint8Array>): void {
    const id = idOf(key);
    const forOthers = bytes.catch(() => undefined);
    this.#writing.set(id, forOthers);
    const write = this.#write(store, key, bytes).finally(() => {
      this.#writes.delete(write);
      if (this.#writing.get(id) === forOthers) this.#writing.delete(id);
    });
    this.#writes.add(write);
  }

  async #write(store: EmbeddingStore, key: ForeseenEmbedding['key'], bytes: Promise<Uint8Array>) {
    try {
      await store.put(key, await bytes);
      this.#isWriteFailing = false;
    } catch (error) {
      if (!this.#isWriteFailing) this.#warn(writeFailed(error));
      this.#isWriteFailing = true;
    }
  }

  #warn(warning: Warning): void {
    try {
      this.#onWarning?.(warning);
    } catch (error) {
      throwLater(error);
    }
  }
}

/** What cannot be foreseen is encoded: the predictor says what is wrong. */
const foresee = (...asked: Parameters<typeof foreseeEmbedding>) =>
  foreseeEmbedding(...asked).catch(() => undefined);

/** Its bytes; where the caller does not wait for them, a turn later, so that the first prompt goes before. */
async function serialise(
  embedding: ImageEmbedding,
  turn: (() => Promise<void>) | undefined,
): Promise<Uint8Array> {
  embedding.retain();
  try {
    await turn?.();
    return await embedding.serialise();
  } finally {
    embedding.release();
  }
}

const idOf = (key: ForeseenEmbedding['key']): string => JSON.stringify(key);
