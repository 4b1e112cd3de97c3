import type { LoadOptions, Progress } from '../contract/sources.js';
import { AbortController } from '../platform.js';
import type { Predictor } from '../predictor/predictor.js';
import { toError } from './to-error.js';

/**
 * A predictor, a promise of one, or a function that loads one: called once, when it is first needed, with where to
 * tell progress and a signal that aborts when nobody needs it any more.
 *
 * @example
 * (options) => loadPredictor({ model: tiny, backend: onnxWeb(), ...options })
 */
export type PredictorSource =
  | Predictor
  | PromiseLike<Predictor>
  | ((options: LoadOptions) => Predictor | PromiseLike<Predictor>);

/** Where a predictor comes to be. */
export class PredictorSlot {
  readonly #source: PredictorSource;
  readonly #onChange: () => void;
  readonly #aborting = new AbortController();
  #predictor: Predictor | undefined;
  #loading: Promise<Predictor> | undefined;
  #progress: Progress | undefined;
  #error: Error | undefined;

  constructor(source: PredictorSource, onChange: () => void) {
    this.#source = source;
    this.#onChange = onChange;
    if (typeof source === 'function') return;
    if ('then' in source) void this.#load(() => source);
    else this.#predictor = source;
  }

  /** The predictor, once it is there. */
  get predictor(): Predictor | undefined {
    return this.#predictor;
  }

  get isLoading(): boolean {
    return this.#loading !== undefined && this.#predictor === undefined && this.#error === undefined;
  }

  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** Why it could not be loaded. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** The predictor, loaded at the first call. */
  async get(): Promise<Predictor> {
    const source = this.#source;
    return this.#loading ?? this.#load(() => (typeof source === 'function' ? this.#call(source) : source));
  }

  /** Forgets a predictor that failed; a function is called again when it is next needed. */
  reset(): void {
    if (typeof this.#source !== 'function') return;
    this.#predictor = undefined;
    this.#loading = undefined;
    this.#error = undefined;
  }

  /** Aborts loading. */
  dispose(): void {
    this.#aborting.abort();
  }

  #call(source: Extract<PredictorSource, (...args: never) => unknown>) {
    return source({
      signal: this.#aborting.signal,
      onProgress: (progress) => {
        this.#progress = progress;
        this.#onChange();
      },
    });
  }

  #load(start: () => Predictor | PromiseLike<Predictor>): Promise<Predictor> {
    const loading = (async () => start())();
    this.#loading = loading;
    const settle = (predictor?: Predictor, error?: Error) => {
      if (this.#loading !== loading) return;
      this.#predictor = predictor;
      this.#error = error;
      this.#progress = undefined;
      this.#onChange();
    };
    loading.then(
      (predictor) => settle(predictor),
      (error: unknown) => settle(undefined, toError(error)),
    );
    return loading;
  }
}
