import { onTestFinished } from 'vitest';
import { type Manifest, PromptSession, type PromptSessionOptions } from '../../../src/index.js';
import { image } from '../../predictor/support/image.js';
import { openPredictor, watched } from './open-predictor.js';

/** A prompt session on a grey image of 20 × 10 pixels, and what its predictor is asked. Ends with the test. */
export async function openSession(manifest: Partial<Manifest> = {}, options: PromptSessionOptions = {}) {
  const { predictor, backend } = await openPredictor(manifest);
  onTestFinished(() => predictor.dispose());
  const { predictor: watching, asked } = watched(predictor);
  const embedding = await predictor.encode(image());
  const session = new PromptSession({ predictor: watching, embedding }, options);
  return { session, asked, backend, embedding, predictor: watching };
}

export const point = (x: number, y: number, label: 0 | 1 = 1) => ({ x, y, label });

/** The first low-res logit of the mask that is shown. */
export const logit = (session: PromptSession) => session.getSnapshot().mask?.lowRes?.data[0];
