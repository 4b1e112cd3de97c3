import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Size } from '../geometry/coordinates.js';
import type { AbortSignalLike } from '../platform.js';
import type { PredictOptions } from '../predictor/predictor.js';
import type { PromptFacts } from '../prompt/check-prompt.js';
import { answerRound, feedsBack, type PromptTarget, type RoundAnswer } from './answer-round.js';
import type { PromptState } from './prompt-state.js';
import { toPrompt } from './session-prompt.js';

/** A {@link PromptTarget} that is still being made: prompts that are given meanwhile are answered when it is there. */
export interface PendingTarget {
  /** Size of the image. */
  readonly size: Size;
  readonly ready: PromiseLike<PromptTarget>;
}

/** How states are asked. */
export interface AskerOptions {
  readonly threshold: number;
  readonly offersCandidates: boolean;
}

/** Until the model is known, only what no model takes is refused. */
const ANY_MODEL: PromptFacts = { prompts: ['point', 'box', 'mask'], lowRes: [1, 1] };

let askers = 0;

/** Asks a predictor for the masks of prompt states, and holds the embedding for it. */
export class PromptAsker {
  readonly size: Size;
  /** Several sessions may share a queue, from other realms too: one must not replace the other's calls. */
  readonly key = `${++askers}-${Math.random().toString(36).slice(2)}`;
  readonly #options: AskerOptions;
  readonly #ready: Promise<PromptTarget>;
  #target: PromptTarget | undefined;
  #isDisposed = false;

  /** @throws MedicoSamError `TENSOR_DISPOSED` when the embedding was released. */
  constructor(target: PromptTarget | PendingTarget, options: AskerOptions) {
    this.#options = options;
    if ('ready' in target) {
      this.size = target.size;
      this.#ready = Promise.resolve(target.ready).then((made) => this.#hold(made));
      // Whoever waits for it is told; nobody may be waiting.
      this.#ready.catch(() => {});
    } else {
      this.size = target.embedding.transform.original;
      this.#ready = Promise.resolve(this.#hold(target));
    }
  }

  /** What kinds of prompts may be asked. */
  get facts(): PromptFacts {
    return this.#target?.predictor.info.manifest.decoder ?? ANY_MODEL;
  }

  /** Whether low-res logits are fed back; false until the model is known. */
  get feedsBack(): boolean {
    return this.#target !== undefined && feedsBack(this.#target.predictor);
  }

  /** The answer to a state. Of calls that have not started, only the newest is performed. */
  answer(state: PromptState, signal: AbortSignalLike): Promise<RoundAnswer> {
    return this.#ask(state, this.#options.offersCandidates, {
      signal,
      replaces: `prompts ${this.key}`,
      outputs: ['mask', 'lowRes'],
    });
  }

  /** The best mask of a state that is only looked at. */
  async preview(state: PromptState, options: Omit<PredictOptions, 'multimask'>) {
    return (await this.#ask(state, false, options)).chosen;
  }

  /** Lets go of the embedding. */
  dispose(): void {
    this.#isDisposed = true;
    this.#target?.embedding.release();
    this.#target = undefined;
  }

  async #ask(
    { prompts, refines, candidate }: PromptState,
    offersCandidates: boolean,
    options: Omit<PredictOptions, 'multimask'>,
  ): Promise<RoundAnswer> {
    const target = await this.#ready;
    if (options.signal?.aborted) throw options.signal.reason;
    const fed = feedsBack(target.predictor) ? refines?.lowRes : undefined;
    const question = { prompt: toPrompt(prompts), fed, candidate, offersCandidates };
    return answerRound(target, question, { ...options, threshold: this.#options.threshold });
  }

  #hold(target: PromptTarget): PromptTarget {
    if (this.#isDisposed) {
      throw new MedicoSamError('DISPOSED', { message: 'The prompt session was disposed of.' });
    }
    target.embedding.retain();
    this.#target = target;
    return target;
  }
}
