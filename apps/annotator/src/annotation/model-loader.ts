import { type LoadOptions, loadPredictor, type Predictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxWeb } from '@medicosam/onnx-web';

/** Loads the model into a worker. */
export class ModelLoader {
  #cancelling = new AbortController();

  readonly load = ({ signal, onProgress }: LoadOptions): Promise<Predictor> => {
    const signals = [this.#cancelling.signal, ...(signal instanceof AbortSignal ? [signal] : [])];
    return loadPredictor({ model: tiny, backend: onnxWeb(), onProgress, signal: AbortSignal.any(signals) });
  };

  /** Ends what is being loaded; it can be loaded again. */
  cancel(): void {
    this.#cancelling.abort(new DOMException('Loading was cancelled.', 'AbortError'));
    this.#cancelling = new AbortController();
  }
}
