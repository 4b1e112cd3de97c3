import {
  chooseArtifact,
  type Manifest,
  Model,
  type PreparedImage,
  prepareImage,
} from '../../../src/index.js';
import { FakeBackend } from './fake-backend.js';
import { fakeManifest, SIDE } from './fake-manifest.js';
import { fakeSource } from './fake-source.js';

export function fakeModel(manifest: Manifest = fakeManifest(), backend = new FakeBackend()) {
  const source = fakeSource(manifest);
  const choice = chooseArtifact(source.manifestOf, backend.reports, {}, () => ({ passed: true }));
  return { model: new Model({ manifest: source.manifestOf, source, backend, choice }), backend, source };
}

/** A grey image of one value, prepared for the fake model. */
export function prepared(value: number, width = SIDE, height = SIDE): PreparedImage {
  const data = new Uint8Array(width * height).fill(value);
  return prepareImage(
    { data, width, height },
    { size: SIDE, mean: [0, 0, 0], std: [1, 1, 1], preprocess: 'sam' },
  );
}
