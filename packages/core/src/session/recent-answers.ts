import type { PromptState } from './prompt-state.js';

/** Masks of so many states are kept, so that undo is immediate; those of older ones are predicted again. */
const KEPT = 8;

/** Bounds the memory of answers: a mask is a byte a pixel, and there are up to three a state. */
export class RecentAnswers {
  readonly #states = new Set<PromptState>();

  /** Notes that a state is shown; the masks of the one that was not for the longest are let go. */
  use(state: PromptState): void {
    this.#states.delete(state);
    this.#states.add(state);
    const [oldest] = this.#states;
    if (oldest && this.#states.size > KEPT) this.#forget(oldest);
  }

  /** Lets go of all masks. */
  clear(): void {
    for (const state of this.#states) this.#forget(state);
  }

  #forget(state: PromptState): void {
    state.masks = undefined;
    this.#states.delete(state);
  }
}
