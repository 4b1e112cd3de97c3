import {
  createEmbeddingStore,
  loadPredictor,
  type Manifest,
  memoryBlobStore,
  type StoredPredictorOptions,
  storedPredictor,
  type Warning,
} from '../../../src/index.js';
import { FakeBackend } from '../../model/support/fake-backend.js';
import { fakeManifest } from '../../model/support/fake-manifest.js';
import { fakeSource } from '../../model/support/fake-source.js';
import { FakeRealmBackend } from '../../predictor/support/fake-realm.js';

/** Where a predictor works. */
export type Place = 'here' | 'in a realm';

/** A real predictor of the fake network, and how often its encoder ran. */
export async function load(place: Place, manifest: Partial<Manifest> = {}) {
  const outer = place === 'here' ? new FakeBackend() : new FakeRealmBackend();
  const backend = outer instanceof FakeRealmBackend ? outer.inner : outer;
  const predictor = await loadPredictor({ model: fakeSource(fakeManifest(manifest)), backend: outer });
  const encodings = () => backend.log.filter((line) => line === 'run encoder').length;
  return { predictor, backend, encodings };
}

/** The same, with a store in memory. */
export async function loadStored(
  place: Place,
  manifest: Partial<Manifest> = {},
  options: StoredPredictorOptions = {},
) {
  const blobs = memoryBlobStore({ maxBytes: 1e6 });
  const store = createEmbeddingStore(blobs);
  const { predictor: inner, ...loaded } = await load(place, manifest);
  const warnings: Warning[] = [];
  const predictor = storedPredictor(inner, store, {
    onWarning: (warning) => warnings.push(warning),
    ...options,
  });
  return { ...loaded, inner, predictor, blobs, store, warnings };
}
