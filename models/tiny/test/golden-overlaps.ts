import { iou, type Mask, type Predictor } from '@medicosam/core';
import { type GoldenCase, goldenAnswers, readGolden } from './golden-prompts.js';

/** The images of this package's model and what is asked of them, for tests of backends. */
export const GOLDEN_CASES = readGolden().cases;

/** A candidate of two predictors. */
export interface GoldenOverlap {
  readonly name: string;
  /** Intersection over union; NaN where one of them has no such mask. */
  readonly overlap: number;
  /** Of the second's mask, in pixels. */
  readonly area: number;
}

/** The overlap of two predictors' masks, for every candidate of every prompt of an image. */
export async function goldenOverlaps(
  ours: Predictor,
  theirs: Predictor,
  golden: GoldenCase,
): Promise<readonly GoldenOverlap[]> {
  const [own, other] = await Promise.all([masksByName(ours, golden), masksByName(theirs, golden)]);
  return [...other].map(([name, { mask, area }]) => {
    const same = own.get(name)?.mask;
    return { name, overlap: same && mask ? iou(same, mask) : Number.NaN, area };
  });
}

async function masksByName(predictor: Predictor, golden: GoldenCase): Promise<Map<string, Mask>> {
  const masks = new Map<string, Mask>();
  for await (const { set, object, candidates } of goldenAnswers(predictor, golden)) {
    for (const mask of candidates) masks.set(`${set.name} ${object} candidate ${mask.candidate}`, mask);
  }
  return masks;
}
