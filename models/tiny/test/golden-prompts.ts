import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Mask, Predictor, Prompt } from '@medicosam/core';
import { readImage } from '@medicosam/io';

/** What is used of a golden manifest; see golden/README.md. */
export interface Golden {
  readonly low_res_indices: readonly number[];
  readonly cases: readonly GoldenCase[];
}

/** An image and what is asked of it. */
export interface GoldenCase {
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly prompts: readonly PromptSet[];
}

/** Objects of one kind of prompt, with PyTorch's answers. */
export interface PromptSet {
  readonly name: string;
  readonly points?: readonly (readonly [number, number])[][];
  readonly labels?: readonly number[][];
  readonly boxes?: readonly [number, number, number, number][];
  /** The set whose answer for its first object is the mask prompt, and which candidate of it. */
  readonly mask_from?: string;
  readonly mask_index?: number;
  readonly scores: readonly number[][];
  readonly low_res_samples: readonly number[][][];
  readonly low_res_max_abs: number;
  readonly masks: readonly { object: number; index: number; near_zero: number; rle: readonly number[] }[];
}

/** An object of a prompt set, with the answer of a predictor: all four candidates. */
export interface GoldenAnswer {
  readonly set: PromptSet;
  readonly object: number;
  readonly candidates: readonly Mask[];
}

/** Where the golden images and answers of this package's model are. */
const GOLDEN_FOLDER = new URL('./golden/', import.meta.url);

export const readGolden = (folder = GOLDEN_FOLDER): Golden =>
  JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));

/** Asks every object of every prompt set singly, both without and with multimask. */
export async function* goldenAnswers(
  predictor: Predictor,
  { image, prompts }: GoldenCase,
  images = GOLDEN_FOLDER,
): AsyncGenerator<GoldenAnswer> {
  const pixels = await readImage(fileURLToPath(new URL(image, images)));
  const embedding = await predictor.encode(pixels, { normalisation: 'none' });
  const first = new Map<string, readonly Mask[]>();
  for (const set of prompts) {
    for (const object of set.scores.keys()) {
      const prompt = promptOf(set, object, first.get(set.mask_from ?? ''));
      const candidates = [
        ...(await predictor.predict(embedding, prompt, { multimask: false })),
        ...(await predictor.predict(embedding, prompt, { multimask: true })),
      ];
      if (object === 0) first.set(set.name, candidates);
      yield { set, object, candidates };
    }
  }
  embedding.release();
}

function promptOf(set: PromptSet, object: number, earlier: readonly Mask[] | undefined): Prompt {
  const points = set.points?.[object]?.flatMap(([x, y], i) => {
    const label = set.labels?.[object]?.[i];
    return label === 0 || label === 1 ? [{ x, y, label } as const] : [];
  });
  const mask = earlier?.find(({ candidate }) => candidate === set.mask_index)?.lowRes;
  return { points, box: set.boxes?.[object], mask };
}
