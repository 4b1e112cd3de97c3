import { MedicoSamError } from '../errors/medicosam-error.js';
import type { BinaryMask } from '../mask/binary-mask.js';
import { AbortController } from '../platform.js';
import { checkPrompt } from '../prompt/check-prompt.js';
import type { Box, PointPrompt } from '../prompt/prompt.js';
import type { PromptTarget } from './answer-round.js';
import { checkThreshold } from './check-threshold.js';
import { createHistory, type SessionHistory } from './history.js';
import { HoverPreview } from './hover-preview.js';
import { type PendingTarget, PromptAsker } from './prompt-asker.js';
import { promptRounds } from './prompt-rounds.js';
import { idlePrompts, type PromptSnapshot } from './prompt-snapshot.js';
import {
  chosenMask,
  emptyState,
  type PromptState,
  withCandidate,
  withoutPrompt,
  withPrompts,
} from './prompt-state.js';
import { RecentAnswers } from './recent-answers.js';
import { type Position, scribblePoints } from './scribble-points.js';
import { type SessionPrompt, toPrompt } from './session-prompt.js';
import type { PromptRound } from './session-record.js';
import { createStore, type Store } from './store.js';
import { toError } from './to-error.js';
import { until } from './until.js';

/** How a {@link PromptSession} works. */
export interface PromptSessionOptions {
  /** Where steps go; a history of its own when absent. */
  readonly history?: SessionHistory | undefined;
  /** Logits above it are inside; 0 by default. */
  readonly threshold?: number | undefined;
  /**
   * Whether a single foreground point is answered with all candidates (a part, the whole, …) rather than with the best
   * alone; true by default. The first of them is the same mask.
   */
  readonly candidates?: boolean | undefined;
}

/** What the pointer shows before it is pressed: a point, foreground unless it says otherwise, or a box. */
export type HoverPrompt =
  | { readonly x: number; readonly y: number; readonly label?: 0 | 1 | undefined }
  | { readonly box: Box };

/**
 * The prompts of one object on one encoded image. Every change is a step of the history and is answered at once: a
 * newer change replaces the question before it, and an answer that comes late is never shown. Where the model was
 * trained for it, what adds to answered prompts is asked with their low-res logits as mask prompt; what takes back or
 * replaces a prompt begins anew.
 *
 * Methods return at once and throw only for wrong arguments; what happens is in the snapshot. A store in the sense of
 * `useSyncExternalStore`.
 *
 * @example
 * const prompts = new PromptSession({ predictor, embedding });
 * prompts.addPoint({ x: 120, y: 88, label: 1 });
 * const { mask } = await prompts.settled();
 */
export class PromptSession implements Store<PromptSnapshot> {
  readonly history: SessionHistory;
  readonly threshold: number;
  readonly #store = createStore(idlePrompts());
  readonly subscribe = this.#store.subscribe;
  readonly getSnapshot = this.#store.getSnapshot;
  readonly #asker: PromptAsker;
  readonly #hover: HoverPreview;
  readonly #answers = new RecentAnswers();
  readonly #unsubscribe: () => void;
  #state = emptyState();
  /** The answered state whose mask is shown: an older one while a newer is asked. */
  #shown: PromptState | undefined;
  #asking: InstanceType<typeof AbortController> | undefined;
  #error: Error | undefined;
  #lastId = 0;
  #isDisposed = false;

  /**
   * The session holds the embedding (`retain`) until it is disposed of.
   *
   * @throws MedicoSamError `TENSOR_DISPOSED` when the embedding was released; `INVALID_ARGUMENT`.
   */
  constructor(target: PromptTarget | PendingTarget, options: PromptSessionOptions = {}) {
    const { history = createHistory(), threshold, candidates = true } = options;
    this.history = history;
    this.threshold = checkThreshold(threshold);
    this.#asker = new PromptAsker(target, { threshold: this.threshold, offersCandidates: candidates });
    this.#hover = new HoverPreview(`hover ${this.#asker.key}`, () => this.#publish());
    this.#unsubscribe = history.subscribe(() => this.#publish());
    this.#publish();
  }

  /**
   * Adds a point; it may lie outside the image by up to the image's size.
   *
   * @returns its id.
   * @throws MedicoSamError `INVALID_ARGUMENT`, `PROMPT_UNSUPPORTED`, `DISPOSED`.
   */
  addPoint({ x, y, label }: PointPrompt): number {
    const [id] = this.#add('point', [{ id: this.#nextId(), kind: 'point', x, y, label }]);
    return id as number;
  }

  /**
   * Sets the box, in place of the one there is.
   *
   * @returns its id.
   * @throws MedicoSamError as {@link PromptSession.addPoint}.
   */
  setBox(box: Box): number {
    const [id] = this.#add('box', [{ id: this.#nextId(), kind: 'box', box: [...box] }]);
    return id as number;
  }

  /**
   * Sets a mask of the user's own, in the size of the image, in place of the one there is. The masks that are answered
   * begin anew with it, also where the model was not trained for mask prompts.
   *
   * @returns its id.
   * @throws MedicoSamError as {@link PromptSession.addPoint}.
   */
  setMask(mask: BinaryMask): number {
    const { width, height } = mask;
    // Steps are gone back to later, when the caller may have painted on.
    const own = { bits: mask.bits.slice(), width, height };
    const [id] = this.#add('mask', [{ id: this.#nextId(), kind: 'mask', mask: own }]);
    return id as number;
  }

  /**
   * Adds a scribble as points, in one step; see `scribblePoints` for which.
   *
   * @param line the corners of its line.
   * @returns the ids of the points.
   * @throws MedicoSamError as {@link PromptSession.addPoint}.
   */
  scribble(line: readonly Position[], label: 0 | 1): readonly number[] {
    const points = scribblePoints(line, this.#asker.size);
    return this.#add(
      'scribble',
      points.map(({ x, y }): SessionPrompt => ({ id: this.#nextId(), kind: 'point', x, y, label })),
    );
  }

  /**
   * Takes one prompt back; undo is the way back from the last change, whatever it was.
   *
   * @throws MedicoSamError `INVALID_ARGUMENT` when there is no prompt of that id; `DISPOSED`.
   */
  removePrompt(id: number): void {
    this.#requireLive();
    if (!this.#state.prompts.some((prompt) => prompt.id === id)) {
      throw new MedicoSamError('INVALID_ARGUMENT', { message: `The session has no prompt of id ${id}.` });
    }
    this.#step('remove', withoutPrompt(this.#state, id));
  }

  /**
   * Makes another of the candidates the mask.
   *
   * @param index in the snapshot's `candidates`.
   * @throws MedicoSamError `INVALID_ARGUMENT` when there is no such candidate of the prompts as they are; `DISPOSED`.
   */
  selectCandidate(index: number): void {
    this.#requireLive();
    const { masks = [] } = this.#state;
    const mask = masks[index];
    if (mask === undefined) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `A candidate is one of the ${masks.length} answered to the prompts as they are, got index ${index}.`,
      });
    }
    if (mask !== chosenMask(this.#state)) this.#step('candidate', withCandidate(this.#state, mask));
  }

  /** Shows what a prompt would give, at the pointer's place, as `preview`; nothing clears it. Never throws. */
  hover(prompt?: HoverPrompt): void {
    if (this.#isDisposed) return;
    if (prompt === undefined) {
      this.#hover.clear();
      this.#publish();
      return;
    }
    const added: SessionPrompt =
      'box' in prompt
        ? { id: 0, kind: 'box', box: prompt.box }
        : { id: 0, kind: 'point', x: prompt.x, y: prompt.y, label: prompt.label ?? 1 };
    const state = withPrompts(this.#state, [added]);
    void this.#hover.show((options) => this.#asker.preview(state, options));
  }

  /** Takes all prompts back, in one step; nothing where there is none. */
  reset(): void {
    if (this.#state.prompts.length > 0) this.#step('reset', emptyState());
  }

  /** Undoes the last step of the history, which others may share; false where there is none. */
  undo(): boolean {
    return this.history.undo();
  }

  /** Does the last undone step again; false where there is none. */
  redo(): boolean {
    return this.history.redo();
  }

  /** Asks again after an error. */
  retry(): void {
    if (this.#error && !this.#isDisposed) this.#enter(this.#state);
  }

  /** The snapshot once no answer is waited for. Never rejects: an error is in the snapshot. */
  settled(): Promise<PromptSnapshot> {
    return until(this, ({ status }) => status !== 'predicting');
  }

  /** The predictions that led to the prompts as they are, as records hold them; empty without prompts. */
  rounds(): readonly PromptRound[] {
    return this.#state.prompts.length === 0 ? [] : promptRounds(this.#state, this.#asker.feedsBack);
  }

  /** Lets go of the embedding and of its steps in the history. May be called twice. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#stop();
    this.#unsubscribe();
    this.history.drop(this);
    this.#answers.clear();
    this.#state = emptyState();
    this.#shown = undefined;
    this.#asker.dispose();
    this.#store.set(idlePrompts());
  }

  #nextId(): number {
    return ++this.#lastId;
  }

  #add(label: string, added: readonly SessionPrompt[]): readonly number[] {
    checkPrompt(toPrompt(added), this.#asker.size, this.#asker.facts);
    this.#step(label, withPrompts(this.#state, added));
    return added.map(({ id }) => id);
  }

  #step(label: string, after: PromptState): void {
    this.#requireLive();
    const before = this.#state;
    const undo = () => this.#enter(before);
    this.#enter(after);
    this.history.push({ label, owner: this, undo, redo: () => this.#enter(after) });
  }

  #enter(state: PromptState): void {
    this.#stop();
    this.#state = state;
    this.#error = undefined;
    if (state.prompts.length === 0) this.#shown = undefined;
    else if (state.masks) this.#show(state);
    else void this.#predict(state);
    this.#publish();
  }

  /** Ends what is asked: an answer that still comes is nobody's. */
  #stop(): void {
    this.#hover.clear();
    this.#asking?.abort();
    this.#asking = undefined;
  }

  #show(state: PromptState): void {
    this.#shown = state;
    this.#answers.use(state);
  }

  async #predict(state: PromptState): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const { masks, chosen } = await this.#asker.answer(state, asking.signal);
      if (this.#asking !== asking) return;
      state.masks = masks;
      state.candidate = chosen.candidate;
      state.lowRes = chosen.lowRes;
      this.#show(state);
    } catch (error) {
      if (this.#asking !== asking) return;
      this.#error = toError(error);
    }
    this.#asking = undefined;
    this.#publish();
  }

  #requireLive(): void {
    if (!this.#isDisposed) return;
    throw new MedicoSamError('DISPOSED', {
      message: 'The prompt session was disposed of.',
      hint: 'Make a new one for the image.',
    });
  }

  #publish(): void {
    if (this.#isDisposed) return;
    const { prompts } = this.#state;
    const { canUndo, canRedo } = this.history.getSnapshot();
    this.#store.set({
      status: this.#error ? 'error' : prompts.length === 0 ? 'idle' : this.#asking ? 'predicting' : 'ready',
      prompts,
      mask: this.#shown && chosenMask(this.#shown),
      candidates: this.#shown?.masks ?? NO_MASKS,
      preview: this.#hover.mask,
      error: this.#error,
      canUndo,
      canRedo,
    });
  }
}

const NO_MASKS = idlePrompts().candidates;
