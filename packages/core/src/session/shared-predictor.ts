import type { LoadOptions, Progress } from '../contract/sources.js';
import { AbortController } from '../platform.js';
import type { Predictor } from '../predictor/predictor.js';
import { createStore, type Store } from './store.js';
import { toError } from './to-error.js';

/**
 * A predictor, a promise of one, or a function that loads one: called once, when it is first needed, with where to
 * tell progress and a signal that aborts when nobody needs it any more. Or one that several sessions share.
 *
 * @example
 * (options) => loadPredictor({ model: tiny, backend: onnxWeb(), ...options })
 */
export type PredictorSource = UnsharedPredictorSource | SharedPredictor;

/** A {@link PredictorSource} as {@link SharedPredictor} is made of. */
export type UnsharedPredictorSource =
  | Predictor
  | PromiseLike<Predictor>
  | ((options: LoadOptions) => Predictor | PromiseLike<Predictor>);

/** What a {@link SharedPredictor} is at. */
export interface PredictorSnapshot {
  /** `idle` before it is needed. */
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  readonly predictor: Predictor | undefined;
  /** How far loading is. */
  readonly progress: Progress | undefined;
  /** Why it could not be loaded. */
  readonly error: Error | undefined;
}

const IDLE: PredictorSnapshot = {
  status: 'idle',
  predictor: undefined,
  progress: undefined,
  error: undefined,
};

const tell = ({ progress }: PredictorSnapshot, onProgress: (progress: Progress) => void): void => {
  if (progress) onProgress(progress);
};

/**
 * Where a predictor comes to be. Handed to several `ImageSession`s it is loaded once for all of them, all of them tell
 * of its progress, and trying again in one tries again for all. A store in the sense of `useSyncExternalStore`.
 *
 * @example
 * const predictor = new SharedPredictor((options) => loadPredictor({ model: tiny, backend: onnxWeb(), ...options }));
 * const left = new ImageSession({ predictor });
 * const right = new ImageSession({ predictor });
 */
export class SharedPredictor implements Store<PredictorSnapshot> {
  readonly #store = createStore<PredictorSnapshot>({ ...IDLE });
  readonly subscribe = this.#store.subscribe;
  readonly getSnapshot = this.#store.getSnapshot;
  readonly #source: UnsharedPredictorSource;
  #aborting = new AbortController();
  #loading: Promise<Predictor> | undefined;

  constructor(source: UnsharedPredictorSource) {
    this.#source = source;
    if (typeof source === 'function') return;
    if ('then' in source) void this.#load(() => source);
    else this.#store.set({ ...IDLE, status: 'ready', predictor: source });
  }

  /**
   * The predictor, loaded at the first call. Rejects as loading does, with every call until {@link reset}.
   *
   * @param options `onProgress` hears how far loading is for as long as the call waits.
   */
  async get({ onProgress }: Pick<LoadOptions, 'onProgress'> = {}): Promise<Predictor> {
    const source = this.#source;
    const stop = onProgress && this.subscribe(() => tell(this.getSnapshot(), onProgress));
    try {
      return await (this.#loading ??
        this.#load(() => (typeof source === 'function' ? this.#call(source) : source)));
    } finally {
      stop?.();
    }
  }

  /**
   * Forgets that loading failed; a function is called again when the predictor is next needed. Does nothing where it
   * did not fail, and where there is no function to call.
   *
   * @param lost a predictor that is no more, forgotten where it is still the one there is.
   */
  reset(lost?: Predictor): void {
    const { predictor, error } = this.getSnapshot();
    if (typeof this.#source !== 'function' || !(error || (lost && lost === predictor))) return;
    this.#loading = undefined;
    this.#store.set({ ...IDLE });
  }

  /** Aborts loading, which then has failed: it may begin again after {@link reset}. */
  abort(): void {
    this.#aborting.abort();
    this.#aborting = new AbortController();
  }

  /**
   * Aborts loading and disposes of a predictor that a function made; one that was given stays its maker's. The function
   * is called again when the predictor is needed after all. May be called twice. Never rejects.
   */
  async dispose(): Promise<void> {
    if (typeof this.#source !== 'function') return;
    const loading = this.#loading;
    this.abort();
    this.#loading = undefined;
    this.#store.set({ ...IDLE });
    // One that fails to come, or to end, leaves nothing to free.
    await loading?.then((predictor) => predictor.dispose()).catch(() => {});
  }

  #call(source: Extract<UnsharedPredictorSource, (...args: never) => unknown>) {
    const { signal } = this.#aborting;
    return source({
      signal,
      onProgress: (progress) => {
        const snapshot = this.getSnapshot();
        if (!signal.aborted && snapshot.status === 'loading') this.#store.set({ ...snapshot, progress });
      },
    });
  }

  #load(start: () => Predictor | PromiseLike<Predictor>): Promise<Predictor> {
    let begin = () => {};
    const loading = new Promise<Predictor>((resolve) => {
      begin = () => resolve((async () => start())());
    });
    this.#loading = loading;
    // Listeners may ask for the predictor, and the function may tell progress at once.
    if (!this.getSnapshot().predictor) this.#store.set({ ...IDLE, status: 'loading' });
    begin();
    const settle = (predictor?: Predictor, error?: Error) => {
      if (this.#loading !== loading) return;
      this.#store.set({ status: error ? 'error' : 'ready', predictor, error, progress: undefined });
    };
    loading.then(
      (predictor) => settle(predictor),
      (error: unknown) => settle(undefined, toError(error)),
    );
    return loading;
  }
}
