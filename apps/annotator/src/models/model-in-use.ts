import { type LoadOptions, loadPredictor, type Predictor, SharedPredictor } from '@medicosam/core';
import { onnxWeb } from '@medicosam/onnx-web';
import type { ImageMemory } from './image-memory.js';
import type { ModelShelf } from './model-shelf.js';
import { SliceImages } from './slice-images.js';

/** The chosen model, loaded into a worker when it is first needed. */
export class ModelInUse {
  readonly predictor = new SharedPredictor((options) => this.#load(options));
  readonly slices = new SliceImages();
  readonly #shelf: Pick<ModelShelf, 'chosenSource'>;
  readonly #memory: Pick<ImageMemory, 'wrap'>;
  #leaving: Promise<void> = Promise.resolve();

  constructor(shelf: Pick<ModelShelf, 'chosenSource'>, memory: Pick<ImageMemory, 'wrap'>) {
    this.#shelf = shelf;
    this.#memory = memory;
  }

  /** Lets go of the model that there is: who needs one next gets the chosen one. */
  leave(): void {
    this.#leaving = this.predictor.dispose();
  }

  async #load({ signal, onProgress }: LoadOptions): Promise<Predictor> {
    // Two at a time would need the memory of both.
    await this.#leaving;
    const model = await this.#shelf.chosenSource();
    const predictor = await loadPredictor({ model, backend: onnxWeb(), onProgress, signal });
    return this.slices.wrap(this.#memory.wrap(predictor));
  }
}
