import { onTestFinished } from 'vitest';
import { ImageSession, type ImageSessionOptions, type ImageSnapshot } from '../../../src/index.js';
import type { FakeBackend } from '../../model/support/fake-backend.js';
import { openPredictor } from './open-predictor.js';

/** An image session on a predictor that ends with the test, and what its status was, in order. */
export async function openImageSession(options: Partial<ImageSessionOptions> = {}) {
  const { predictor, backend } = await openPredictor();
  onTestFinished(() => predictor.dispose());
  const session = new ImageSession({ predictor, ...options });
  const statuses: ImageSnapshot['status'][] = [];
  session.subscribe(() => {
    const { status } = session.getSnapshot();
    if (statuses.at(-1) !== status) statuses.push(status);
  });
  return { session, predictor, backend, statuses };
}

/** Tensors that are not yet disposed of. */
export const tensors = async (backend: FakeBackend) => (await backend.live()).tensors;
