/// <reference lib="dom" />
// A page whose predictor is kept between the calls of a test, which breaks something in between.
import { type ImageEmbedding, loadPredictor, type Predictor } from '@medicosam/core';
import { onnxWeb } from '@medicosam/onnx-web';
import { logitsOf, picture } from '../../support/mini-run.js';
import { servedModel } from '../page/served-model.js';

let predictor: Predictor | undefined;
let embedding: ImageEmbedding | undefined;
let pending: readonly Promise<unknown>[] = [];

/** An error's own fields do not cross from the page. */
const factsOf = (error: unknown) => {
  const { code = 'none', message, hint } = error as { code?: string; message: string; hint?: string };
  return { code, message, hint };
};

const kept = () => {
  if (predictor && embedding) return { predictor, embedding };
  throw new Error('Nothing was loaded.');
};

const calls = {
  /** Loads a predictor without probes, encodes a picture and answers its prompts. */
  load: async (device?: string) => {
    const manifest = { ...(await servedModel.manifest()), probes: [] };
    const model = { ...servedModel, manifest: async () => manifest };
    predictor = await loadPredictor({ model, backend: onnxWeb(), device });
    embedding = await predictor.encode(picture());
    const { realm, reasons } = predictor.info;
    return {
      device: predictor.info.device,
      realm,
      reasons,
      hasSharedMemory: 'SharedArrayBuffer' in globalThis,
      logits: await logitsOf(predictor, embedding),
    };
  },

  /** The answers to the prompts on the picture that is encoded. */
  ask: async () => {
    const { predictor, embedding } = kept();
    return logitsOf(predictor, embedding);
  },

  /** Asks for a prediction and several encodings, and waits for none. */
  begin: async () => {
    const { predictor, embedding } = kept();
    const [width, height] = [800, 600];
    const large = () => ({ data: new Uint8Array(width * height), width, height });
    pending = [
      ...[1, 2, 3, 4, 5, 6].map(() => predictor.encode(large(), { priority: 'background' })),
      logitsOf(predictor, embedding),
      embedding.serialise(),
    ];
    for (const call of pending) call.catch(() => {});
  },

  dispose: async () => predictor?.dispose(),

  /** The codes that what was begun is rejected with; `done` of what was answered. */
  outcomes: async () => {
    const settled = await Promise.allSettled(pending);
    return settled.map((one) => (one.status === 'fulfilled' ? 'done' : factsOf(one.reason).code));
  },
};

export type FailureCalls = typeof calls;
/** What a call came to. */
export interface Outcome<T> {
  readonly value?: T;
  readonly error?: ReturnType<typeof factsOf>;
}

const call = async (name: keyof FailureCalls, ...args: never[]): Promise<Outcome<unknown>> => {
  try {
    return { value: await (calls[name] as (...all: never[]) => Promise<unknown>)(...args) };
  } catch (error) {
    return { error: factsOf(error) };
  }
};
Object.assign(globalThis, { call });
