import { type LoadOptions, loadPredictor, type Predictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxWeb } from '@medicosam/onnx-web';

/** Loads the model into a worker; a signal ends it beside that of the session. */
export function loadModel({ signal, onProgress }: LoadOptions, cancelled: AbortSignal): Promise<Predictor> {
  const signals = [cancelled, ...(signal instanceof AbortSignal ? [signal] : [])];
  return loadPredictor({ model: tiny, backend: onnxWeb(), onProgress, signal: AbortSignal.any(signals) });
}
