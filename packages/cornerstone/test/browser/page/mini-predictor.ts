/// <reference lib="dom" />
import { loadPredictor, type ModelSource, type Predictor } from '@medicosam/core';
import { onnxWeb } from '@medicosam/onnx-web';
import { miniModel } from '@medicosam/testkit';

const mini = miniModel('vit-mini');
/** Its probes take longer than the tests. */
const source: ModelSource = { ...mini, manifest: async () => ({ ...(await mini.manifest()), probes: [] }) };

let loading: Promise<Predictor> | undefined;

/** A real model in a worker, small and of random weights. */
export function miniPredictor(): Promise<Predictor> {
  loading ??= loadPredictor({ model: source, backend: onnxWeb(), device: 'wasm' });
  return loading;
}

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The predictor, with the hash of each embedding that it makes noted. */
export async function recorded(predictor: Predictor, embedded: string[]): Promise<Predictor> {
  return {
    info: predictor.info,
    async encode(image, options) {
      const embedding = await predictor.encode(image, options);
      embedded.push(hex(await crypto.subtle.digest('SHA-256', await embedding.serialise())));
      return embedding;
    },
    predict: (...args) => predictor.predict(...args),
    predictMany: (...args) => predictor.predictMany(...args),
    restore: (...args) => predictor.restore(...args),
    stream: (...args) => predictor.stream(...args),
    dispose: async () => {},
  };
}
