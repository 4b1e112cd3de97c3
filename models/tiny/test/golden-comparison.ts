import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BinaryMask, iou, type Mask, type Predictor, type Prompt } from '@medicosam/core';
import { readImage } from '@medicosam/io';

/** The parts of a golden manifest that are compared; see golden/README.md. */
interface Golden {
  readonly low_res_indices: readonly number[];
  readonly cases: readonly GoldenCase[];
}
interface GoldenCase {
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly prompts: readonly PromptSet[];
}
interface PromptSet {
  readonly name: string;
  readonly points?: readonly (readonly [number, number])[][];
  readonly labels?: readonly number[][];
  readonly boxes?: readonly [number, number, number, number][];
  readonly mask_from?: string;
  readonly mask_index?: number;
  readonly scores: readonly number[][];
  readonly low_res_samples: readonly number[][][];
  readonly low_res_max_abs: number;
  readonly masks: readonly { object: number; index: number; near_zero: number; rle: readonly number[] }[];
}

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

/** Runs every prompt set singly, both without and with multimask, and compares. */
export async function compareWithGolden(
  predictor: Predictor,
  folder: URL,
  images = folder,
): Promise<Deviation> {
  const golden = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Golden;
  const deviation: Deviation = { masks: 0, lowestIou: 1, scores: 0, logits: 0 };
  for (const { image, width, height, prompts } of golden.cases) {
    const pixels = await readImage(fileURLToPath(new URL(image, images)));
    const embedding = await predictor.encode(pixels, { normalisation: 'none' });
    const answers = new Map<string, Mask[]>();
    for (const set of prompts) {
      for (const [object, scores] of set.scores.entries()) {
        const prompt = promptOf(set, object, answers);
        const candidates = [
          ...(await predictor.predict(embedding, prompt, { multimask: false })),
          ...(await predictor.predict(embedding, prompt, { multimask: true })),
        ];
        if (object === 0) answers.set(set.name, candidates);
        for (const mask of candidates) {
          deviation.scores = Math.max(
            deviation.scores,
            Math.abs(mask.predictedIou - (scores[mask.candidate] ?? NaN)),
          );
          deviation.logits = Math.max(
            deviation.logits,
            logitDeviation(mask, set, object, golden.low_res_indices),
          );
        }
        for (const expected of set.masks.filter((entry) => entry.object === object)) {
          const actual = candidates.find(({ candidate }) => candidate === expected.index)?.mask;
          if (!actual) throw new Error(`${image} ${set.name}: candidate ${expected.index} is missing`);
          deviation.masks++;
          deviation.lowestIou = Math.min(
            deviation.lowestIou,
            iou(actual, decode(expected.rle, width, height)),
          );
        }
      }
    }
    embedding.release();
  }
  return deviation;
}

function promptOf(set: PromptSet, object: number, answers: ReadonlyMap<string, Mask[]>): Prompt {
  const points = set.points?.[object]?.flatMap(([x, y], i) => {
    const label = set.labels?.[object]?.[i];
    return label === 0 || label === 1 ? [{ x, y, label } as const] : [];
  });
  const earlier = set.mask_from === undefined ? undefined : answers.get(set.mask_from);
  const mask = earlier?.find(({ candidate }) => candidate === set.mask_index)?.lowRes;
  return {
    ...(points ? { points } : {}),
    ...(set.boxes ? { box: set.boxes[object] } : {}),
    ...(mask ? { mask } : {}),
  };
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
