import { type BinaryMask, iou, type Mask, type Predictor } from '@medicosam/core';
import { goldenAnswers, type PromptSet, readGolden } from './golden-prompts.js';

/** How far a predictor is from PyTorch over every image and prompt set of a golden manifest. */
export interface Deviation {
  /** Masks compared. */
  masks: number;
  lowestIou: number;
  /** Largest difference of a predicted IoU. */
  scores: number;
  /** Largest difference of a low-res logit, in multiples of the golden README's bar. */
  logits: number;
}

/** Compares the answers to every prompt set, asked singly both without and with multimask. */
export async function compareWithGolden(
  predictor: Predictor,
  folder: URL,
  images = folder,
): Promise<Deviation> {
  const golden = readGolden(folder);
  const deviation: Deviation = { masks: 0, lowestIou: 1, scores: 0, logits: 0 };
  const worst = (name: 'scores' | 'logits', value: number) => {
    deviation[name] = Math.max(deviation[name], value);
  };
  for (const one of golden.cases) {
    for await (const { set, object, candidates } of goldenAnswers(predictor, one, images)) {
      for (const mask of candidates) {
        worst('scores', Math.abs(mask.predictedIou - (set.scores[object]?.[mask.candidate] ?? NaN)));
        worst('logits', logitDeviation(mask, set, object, golden.low_res_indices));
      }
      for (const expected of set.masks.filter((entry) => entry.object === object)) {
        const actual = candidates.find(({ candidate }) => candidate === expected.index)?.mask;
        if (!actual) throw new Error(`${one.image} ${set.name}: candidate ${expected.index} is missing`);
        deviation.masks++;
        const overlap = iou(actual, decode(expected.rle, one.width, one.height));
        deviation.lowestIou = Math.min(deviation.lowestIou, overlap);
      }
    }
  }
  return deviation;
}

function logitDeviation(mask: Mask, set: PromptSet, object: number, indices: readonly number[]): number {
  const bar = 1e-4 * Math.max(1, set.low_res_max_abs / 10);
  const expected = set.low_res_samples[object]?.[mask.candidate] ?? [];
  return indices.reduce(
    (worst, index, i) =>
      Math.max(worst, Math.abs((mask.lowRes?.data[index] ?? NaN) - (expected[i] ?? NaN)) / bar),
    0,
  );
}

function decode(runs: readonly number[], width: number, height: number): BinaryMask {
  const bits = new Uint8Array(width * height);
  let [at, value] = [0, 0];
  for (const run of runs) {
    bits.fill(value, at, at + run);
    at += run;
    value = 1 - value;
  }
  return { bits, width, height };
}
