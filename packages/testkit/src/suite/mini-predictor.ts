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
import { check, same } from './expectations.js';
import { largestOf, nearGolden } from './near-golden.js';

/** A predictor of `tinyvit-mini` on the backend under test, in the realm that is tested. */
export async function load(
  context: CaseContext,
  options: Partial<LoadPredictorOptions> = {},
): Promise<Predictor> {
  const { backend, realm, record } = context;
  const { device } = await context.device();
  check(
    realm === 'caller' || backend.spawn !== undefined,
    'A backend that is tested in realms of its own has spawn().',
  );
  const predictor = await loadPredictor({
    model: miniModel('tinyvit-mini'),
    backend,
    device,
    inRealm: realm === 'caller',
    // Of this run alone: another backend under test may have the same name.
    verdicts: record.verdicts,
    ...options,
  });
  const expected = backend.spawn && !(options.inRealm ?? realm === 'caller') ? 'own' : 'caller';
  same([predictor.info.realm], [expected], 'The realm in which the predictor says that it runs');
  return predictor;
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
  context: CaseContext,
): Promise<void> {
  const { manifest } = predictor.info;
  for (const prompt of prompts) {
    const single = await predictor.predict(embedding, toPrompt(prompt), { multimask: false });
    const others = await predictor.predict(embedding, toPrompt(prompt), { multimask: true });
    const masks = [...single, ...others];
    same(masks.map(({ candidate }) => candidate).sort(), [0, 1, 2, 3], `The candidates of ${prompt.name}`);
    const of = (all: Float32Array, candidate: number) =>
      all.subarray((candidate * all.length) / 4, ((candidate + 1) * all.length) / 4);
    for (const { candidate, lowRes, predictedIou } of masks) {
      const text = `candidate ${candidate} of ${prompt.name}`;
      nearGolden(context, {
        manifest,
        what: 'logits',
        actual: lowRes?.data ?? [],
        golden: of(prompt.logits, candidate),
        largest: largestOf(prompt.logits),
        text: `Logits of ${text}`,
      });
      nearGolden(context, {
        manifest,
        what: 'predictedIou',
        actual: [predictedIou],
        golden: of(prompt.predictedIou, candidate),
        largest: largestOf(prompt.predictedIou),
        text: `Predicted IoU of ${text}`,
      });
    }
  }
}

/** The pixels of the chosen mask. */
export function pixelsOf([mask]: readonly Mask[]): BinaryMask {
  check(mask?.mask !== undefined, 'The predictor gives a mask with its pixels.');
  return mask.mask;
}

/** What the backend holds in the realm where the predictor runs. */
export async function liveOf(predictor: Predictor): Promise<{ graphs: number; tensors: number }> {
  for await (const live of predictor.stream('live', {})) return live as { graphs: number; tensors: number };
  throw new Error('The predictor does not say what it holds.');
}

/** Fails while the backend holds anything. */
export async function isEmpty(backend: Backend): Promise<void> {
  const { graphs, tensors } = await backend.live();
  same([graphs, tensors], [0, 0], 'Graphs and tensors left after the predictor was disposed of');
}
