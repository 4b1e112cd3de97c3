import {
  type Backend,
  type BinaryMask,
  type ImageEmbedding,
  type LoadPredictorOptions,
  loadPredictor,
  type Mask,
  type Predictor,
  type Prompt,
} from '@medicosam/core';
import type { GoldenPrompt, Goldens } from '../models/goldens.js';
import { miniModel } from '../models/mini-model.js';
import type { CaseContext } from './case-context.js';
import { check, near, same } from './expectations.js';
import { FLOAT16_SHARE } from './mini-network.js';

/** A predictor of `tinyvit-mini` on the backend under test. */
export async function load(
  context: CaseContext,
  options: Partial<LoadPredictorOptions> = {},
): Promise<Predictor> {
  const { device } = await context.device();
  const model = miniModel('tinyvit-mini');
  // Verdicts of its own: another backend under test may have the same name.
  return loadPredictor({ model, backend: context.backend, device, verdicts: new Map(), ...options });
}

/** A golden prompt as an application gives it; the golden image is not resized, so pixels are the model's. */
export function toPrompt({ points, labels }: GoldenPrompt): Prompt {
  const of = (wanted: number) => points[labels.indexOf(wanted)];
  const [near, far] = [of(2), of(3)];
  return {
    points: points.flatMap(([x, y], i) =>
      labels[i] === 0 || labels[i] === 1 ? [{ x, y, label: labels[i] }] : [],
    ),
    ...(near && far ? { box: [...near, ...far] } : {}),
  };
}

/** Every golden prompt, single-mask and all candidates. */
export async function answersGoldens(
  predictor: Predictor,
  embedding: ImageEmbedding,
  { prompts }: Goldens,
  { tolerance }: CaseContext,
): Promise<void> {
  for (const prompt of prompts) {
    const single = await predictor.predict(embedding, toPrompt(prompt), { multimask: false });
    const others = await predictor.predict(embedding, toPrompt(prompt), { multimask: true });
    const masks = [...single, ...others];
    same(masks.map(({ candidate }) => candidate).sort(), [0, 1, 2, 3], `The candidates of ${prompt.name}`);
    const largest = prompt.logits.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const allowed = tolerance + FLOAT16_SHARE * largest;
    for (const { candidate, lowRes } of masks) {
      const size = prompt.logits.length / 4;
      const expected = prompt.logits.subarray(candidate * size, (candidate + 1) * size);
      near(lowRes?.data ?? [], expected, allowed, `Candidate ${candidate} of ${prompt.name}`);
    }
  }
}

/** The pixels of the chosen mask. */
export function pixelsOf([mask]: readonly Mask[]): BinaryMask {
  check(mask?.mask !== undefined, 'The predictor gives a mask with its pixels.');
  return mask.mask;
}

/** Fails while the backend holds anything. */
export async function isEmpty(backend: Backend): Promise<void> {
  const { graphs, tensors } = await backend.live();
  same([graphs, tensors], [0, 0], 'Graphs and tensors left after the predictor was disposed of');
}
