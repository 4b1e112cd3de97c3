import { type LoadOptions, MedicoSamError, type Predictor, type Progress } from '@medicosam/core';

/** Makes, or hands over, the predictor. */
export type GetPredictor = (options: LoadOptions) => Predictor | PromiseLike<Predictor>;

/** One predictor for all sessions of a tool: asked for once, when the first of them needs it. */
export class SharedPredictor {
  readonly #getPredictor: () => GetPredictor | undefined;
  readonly #listeners = new Set<(progress: Progress) => void>();
  #aborting = new AbortController();
  #coming: Promise<Predictor> | undefined;

  constructor(getPredictor: () => GetPredictor | undefined) {
    this.#getPredictor = getPredictor;
  }

  /** The predictor; what `onProgress` of the options hears is told to all who wait. */
  async get({ onProgress }: LoadOptions = {}): Promise<Predictor> {
    if (onProgress) this.#listeners.add(onProgress);
    try {
      this.#coming ??= this.#load();
      return await this.#coming;
    } finally {
      if (onProgress) this.#listeners.delete(onProgress);
    }
  }

  /** Forgets one that failed or was lost: it is asked for again when it is next needed. */
  forget(): void {
    this.#coming = undefined;
  }

  /** Ends the loading that is under way. The predictor itself stays the application's. */
  dispose(): void {
    this.#aborting.abort();
    this.#aborting = new AbortController();
    this.forget();
  }

  #load(): Promise<Predictor> {
    const { signal } = this.#aborting;
    const onProgress = (progress: Progress) => {
      for (const listener of this.#listeners) listener(progress);
    };
    const coming = (async () => {
      const getPredictor = this.#getPredictor();
      if (typeof getPredictor === 'function') return getPredictor({ signal, onProgress });
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: 'The tool was added without getPredictor.',
        hint: 'toolGroup.addTool(MedicoSamTool.toolName, { getPredictor: () => predictor }).',
      });
    })();
    coming.catch(() => {
      if (this.#coming === coming) this.forget();
    });
    return coming;
  }
}
