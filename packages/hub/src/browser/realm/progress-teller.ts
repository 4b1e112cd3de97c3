import type { Progress } from '@medicosam/core';
import { platform } from '../../platform.js';

/** Nobody looks more often, and each word crosses to the page. */
const EVERY_MS = 50;

/** Tells the last of what it hears: a new stage at once, the rest twenty times a second. */
export class ProgressTeller {
  readonly #tell: (progress: Progress) => void;
  #stage: string | undefined;
  #waiting: Progress | undefined;
  #timer: unknown;

  constructor(tell: (progress: Progress) => void) {
    this.#tell = tell;
  }

  hear(progress: Progress): void {
    this.#waiting = progress;
    if (progress.stage !== this.#stage) this.#tellWaiting();
    this.#timer ??= platform.setTimeout(() => {
      this.#timer = undefined;
      this.#tellWaiting();
    }, EVERY_MS);
  }

  /** Tells what is still to be told. */
  end(): void {
    platform.clearTimeout(this.#timer);
    this.#tellWaiting();
  }

  #tellWaiting(): void {
    if (!this.#waiting) return;
    this.#stage = this.#waiting.stage;
    this.#tell(this.#waiting);
    this.#waiting = undefined;
  }
}
