import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { iou, type Mask, type Predictor, type Prompt } from '@medicosam/core';
import { readImage } from '@medicosam/io';

/** The golden images and prompts of the default model; see the README beside them. */
interface Golden {
  readonly cases: readonly GoldenCase[];
}

/** An image and what is asked of it. */
export interface GoldenCase {
  readonly image: string;
  readonly prompts: readonly PromptSet[];
}

interface PromptSet {
  readonly name: string;
  readonly points?: readonly (readonly [number, number])[][];
  readonly labels?: readonly (0 | 1)[][];
  readonly boxes?: readonly [number, number, number, number][];
  readonly mask_from?: string;
  readonly mask_index?: number;
  readonly scores: readonly unknown[];
}

const folder = new URL('../../../../models/tiny/test/golden/', import.meta.url);

export const GOLDEN_CASES = (JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Golden)
  .cases;

/** An object of a prompt set, with the mask that an earlier answer of the same predictor gave. */
function promptOf(set: PromptSet, object: number, earlier: readonly Mask[] | undefined): Prompt {
  const labels = set.labels?.[object] ?? [];
  const points = set.points?.[object]?.map(([x, y], i) => ({ x, y, label: labels[i] ?? 1 }));
  const mask = earlier?.find(({ candidate }) => candidate === set.mask_index)?.lowRes;
  return { points, box: set.boxes?.[object], mask };
}

/** All candidates of every object of every prompt set, by name. */
async function answers(predictor: Predictor, { image, prompts }: GoldenCase): Promise<Map<string, Mask>> {
  const pixels = await readImage(fileURLToPath(new URL(image, folder)));
  const embedding = await predictor.encode(pixels, { normalisation: 'none' });
  const masks = new Map<string, Mask>();
  const first = new Map<string, Mask[]>();
  for (const set of prompts) {
    for (const object of set.scores.keys()) {
      const prompt = promptOf(set, object, first.get(set.mask_from ?? ''));
      const candidates = [
        ...(await predictor.predict(embedding, prompt, { multimask: false })),
        ...(await predictor.predict(embedding, prompt, { multimask: true })),
      ];
      if (object === 0) first.set(set.name, candidates);
      for (const mask of candidates) masks.set(`${set.name} ${object} candidate ${mask.candidate}`, mask);
    }
  }
  embedding.release();
  return masks;
}

/** The overlap of two predictors' masks, for every candidate of every prompt of an image. */
export async function overlaps(
  ours: Predictor,
  theirs: Predictor,
  golden: GoldenCase,
): Promise<readonly { readonly name: string; readonly overlap: number; readonly area: number }[]> {
  const [own, other] = [await answers(ours, golden), await answers(theirs, golden)];
  return [...other].map(([name, { mask, area }]) => {
    const same = own.get(name)?.mask;
    return { name, overlap: same && mask ? iou(same, mask) : Number.NaN, area };
  });
}
