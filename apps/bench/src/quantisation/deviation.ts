import { dice, iou } from '@medicosam/core';
import { type Answers, PROMPTS } from './answers.js';
import type { LabelledImage } from './labelled-images.js';

/** How far a variant is from float32 on some images; means over modalities of means over their images. */
export interface Deviation {
  /** Root mean square of the embedding's error over that of the embedding. */
  readonly embedding: number;
  /** Largest error of a value of an embedding. */
  readonly largest: number;
  /** Mean Dice to the labels, by prompt. */
  readonly dice: Readonly<Record<(typeof PROMPTS)[number], number>>;
  /** Mean Dice and IoU to the masks of float32, by prompt. */
  readonly diceToFull: Readonly<Record<(typeof PROMPTS)[number], number>>;
  readonly iouToFull: Readonly<Record<(typeof PROMPTS)[number], number>>;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

type ImageFigures = Deviation & { readonly modality: string };

/** Collects what a variant answers, image by image. */
export class DeviationMeter {
  readonly #images: ImageFigures[] = [];

  add({ modality, objects }: LabelledImage, full: Answers, answers: Answers): void {
    const byPrompt = (of: (prompt: (typeof PROMPTS)[number], i: number) => number) => {
      const [point, box] = PROMPTS.map((prompt) => mean(objects.map((_, i) => of(prompt, i))));
      return { point: point ?? Number.NaN, box: box ?? Number.NaN };
    };
    const compared = (compare: typeof dice) =>
      byPrompt((prompt, i) => {
        const [mask, fullMask] = [answers.masks[prompt][i], full.masks[prompt][i]];
        return mask && fullMask ? compare(mask, fullMask) : Number.NaN;
      });
    this.#images.push({
      modality,
      ...embeddingError(full.embedding, answers.embedding),
      dice: byPrompt((prompt, i) => {
        const [mask, truth] = [answers.masks[prompt][i], objects[i]?.truth];
        return mask && truth ? dice(mask, truth) : Number.NaN;
      }),
      diceToFull: compared(dice),
      iouToFull: compared(iou),
    });
  }

  result(): Deviation {
    const over = (of: (figures: ImageFigures) => number): number => {
      const modalities = new Map<string, number[]>();
      for (const figures of this.#images) {
        modalities.set(figures.modality, [...(modalities.get(figures.modality) ?? []), of(figures)]);
      }
      return mean([...modalities.values()].map(mean));
    };
    const both = (key: 'dice' | 'diceToFull' | 'iouToFull') => ({
      point: over((figures) => figures[key].point),
      box: over((figures) => figures[key].box),
    });
    return {
      embedding: over(({ embedding }) => embedding),
      largest: Math.max(...this.#images.map(({ largest }) => largest)),
      dice: both('dice'),
      diceToFull: both('diceToFull'),
      iouToFull: both('iouToFull'),
    };
  }
}

/** The root mean square of an error over that of what it is the error of, and the largest. */
export function embeddingError(
  full: Float32Array,
  other: Float32Array,
): Pick<Deviation, 'embedding' | 'largest'> {
  let [error, size, largest] = [0, 0, 0];
  for (let i = 0; i < full.length; i++) {
    const [value, difference] = [full[i] ?? 0, (full[i] ?? 0) - (other[i] ?? Number.NaN)];
    error += difference ** 2;
    size += value ** 2;
    largest = Math.max(largest, Math.abs(difference));
  }
  return { embedding: Math.sqrt(error / size), largest };
}
