import type { ImageClient } from '../images/image-client.js';
import type { ValueWindow } from '../images/value-window.js';
import type { Value } from '../page/value.js';
import type { OpenDocument } from './document.js';

/** Shows the document in other windows, one at a time; of those that are wanted meanwhile, only the newest. */
export class ShownWindow {
  readonly #document: Value<OpenDocument | undefined>;
  readonly #images: ImageClient;
  #wanted: ValueWindow | undefined;
  #isShowing = false;

  constructor(document: Value<OpenDocument | undefined>, images: ImageClient) {
    this.#document = document;
    this.#images = images;
  }

  /** Resolves when nothing newer is wanted. @throws MedicoSamError as `ImageClient.run`. */
  async set(window: ValueWindow): Promise<void> {
    const shown = this.#document.getSnapshot();
    if (!shown?.range) return;
    this.#document.set({ ...shown, window });
    this.#wanted = window;
    if (this.#isShowing) return;
    this.#isShowing = true;
    try {
      while (this.#wanted) await this.#show();
    } finally {
      this.#isShowing = false;
      this.#wanted = undefined;
    }
  }

  async #show(): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    const image = this.#document.getSnapshot()?.image;
    const bitmap = await this.#images.run('show', wanted);
    const now = this.#document.getSnapshot();
    if (!now || now.image !== image) {
      bitmap.close();
      return;
    }
    this.#document.set({ ...now, bitmap });
    // The canvas has the new one by then.
    requestAnimationFrame(() => now.bitmap.close());
  }
}
