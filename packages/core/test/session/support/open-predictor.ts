import { loadPredictor, type Manifest, type Predictor } from '../../../src/index.js';
import { FakeBackend } from '../../model/support/fake-backend.js';
import { fakeManifest } from '../../model/support/fake-manifest.js';
import { fakeSource } from '../../model/support/fake-source.js';

/** A real predictor of the fake network, in this realm. */
export async function openPredictor(manifest: Partial<Manifest> = {}, backend = new FakeBackend()) {
  const predictor = await loadPredictor({
    model: fakeSource(fakeManifest(manifest)),
    backend,
    inRealm: true,
  });
  return { predictor, backend };
}

/** A manifest of a network that never saw a mask prompt in training, as generation 1 of MedicoSAM. */
export const UNTRAINED: Partial<Manifest> = {
  trained: { ...fakeManifest().trained, maskPrompts: false },
};

/** Holds back what a part computes until it is opened, and tells when one waits. */
export function gateOf(backend: FakeBackend, part: string) {
  let open = () => {};
  let arrived = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrived = resolve));
  backend.gate = (running) => {
    if (running !== part) return undefined;
    arrived();
    return gate;
  };
  return {
    reached,
    open: () => {
      backend.gate = () => undefined;
      open();
    },
  };
}

/** A predictor whose methods are watched: what was asked, in order. */
export function watched(predictor: Predictor) {
  const asked: Parameters<Predictor['predict']>[] = [];
  const watching: Predictor = {
    encode: (...args) => predictor.encode(...args),
    predict: (...args) => {
      asked.push(args);
      return predictor.predict(...args);
    },
    predictMany: (...args) => predictor.predictMany(...args),
    restore: (...args) => predictor.restore(...args),
    stream: (...args) => predictor.stream(...args),
    info: predictor.info,
    dispose: () => predictor.dispose(),
  };
  return { predictor: watching, asked };
}
