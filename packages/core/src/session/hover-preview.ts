import type { Mask } from '../mask/mask.js';
import { AbortController } from '../platform.js';
import type { PredictOptions } from '../predictor/predictor.js';

/** Asks for the mask of a prompt that is not given yet. */
export type AskPreview = (options: Omit<PredictOptions, 'multimask'>) => Promise<Mask | undefined>;

/**
 * The mask under the pointer. Calls wait behind those for prompts that were given, a newer one replaces one that has
 * not started, and one that runs is shown when it is done, a little late, rather than never while the pointer moves.
 */
export class HoverPreview {
  readonly #replaces: string;
  readonly #onChange: () => void;
  #mask: Mask | undefined;
  #controller = new AbortController();
  #asked = 0;
  #shown = 0;

  constructor(replaces: string, onChange: () => void) {
    this.#replaces = replaces;
    this.#onChange = onChange;
  }

  get mask(): Mask | undefined {
    return this.#mask;
  }

  /** Shows what `ask` answers, unless something newer is shown by then. */
  async show(ask: AskPreview): Promise<void> {
    const { signal } = this.#controller;
    const number = ++this.#asked;
    try {
      const mask = await ask({ signal, replaces: this.#replaces, priority: 'normal', outputs: ['mask'] });
      if (signal.aborted || number < this.#shown) return;
      this.#shown = number;
      this.#mask = mask;
      this.#onChange();
    } catch {
      // Replaced by a newer one, cleared, or a failure that the next prompt reports: a preview is only a hint.
    }
  }

  /** Shows nothing, whatever is still on its way. The caller tells of the change. */
  clear(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#mask = undefined;
  }
}
