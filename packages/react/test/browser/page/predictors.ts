/// <reference lib="dom" />
import { type LoadOptions, loadPredictor, type ModelSource, type Predictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxWeb } from '@medicosam/onnx-web';
import { miniModel } from '@medicosam/testkit';

/** What was done with the page's predictors. */
export const counts = { loads: 0, encodes: 0, aborted: 0, disposals: 0 };

/** Held back encodings wait for this. */
let gate: Promise<void> = Promise.resolve();
let open = () => {};

/** Holds encodings back until the function that it returns is called. */
export function closeGate(): () => void {
  gate = new Promise((resolve) => (open = resolve));
  return open;
}

const mini: ModelSource = {
  ...miniModel('vit-mini'),
  manifest: async () => ({ ...(await miniModel('vit-mini').manifest()), probes: [] }),
};

/** A real predictor of ONNX Runtime in a worker, which counts. */
export async function load(options: LoadOptions = {}, model: 'mini' | 'tiny' = 'mini'): Promise<Predictor> {
  counts.loads++;
  const source = model === 'mini' ? mini : tiny;
  const predictor = await loadPredictor({ model: source, backend: onnxWeb(), device: 'wasm', ...options });
  return {
    encode: async (image, encoding) => {
      counts.encodes++;
      encoding?.signal?.addEventListener('abort', () => counts.aborted++);
      await gate;
      return predictor.encode(image, encoding);
    },
    predict: (...args) => predictor.predict(...args),
    predictMany: (...args) => predictor.predictMany(...args),
    restore: (...args) => predictor.restore(...args),
    stream: (...args) => predictor.stream(...args),
    info: predictor.info,
    dispose: async () => {
      counts.disposals++;
      await predictor.dispose();
    },
  };
}
