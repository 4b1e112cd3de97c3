import type { ModelSource } from '@medicosam/core';
import { type Answers, answersOf, openVariant } from './answers.js';
import { type Deviation, DeviationMeter } from './deviation.js';
import type { LabelledImage } from './labelled-images.js';

/** An image with what float32 makes of it. */
export interface AnsweredImage {
  readonly image: LabelledImage;
  readonly full: Answers;
}

/** What a model in float32 makes of each image: what its variants are compared with. */
export async function referenceAnswers(
  model: ModelSource,
  images: AsyncIterable<LabelledImage>,
): Promise<AnsweredImage[]> {
  const predictor = await openVariant(model, 'fp32');
  const answered: AnsweredImage[] = [];
  for await (const image of images) answered.push({ image, full: await answersOf(predictor, image) });
  await predictor.dispose();
  return answered;
}

/** How far a variant is from float32 on the images. */
export async function deviationOf(
  model: ModelSource,
  storage: string,
  images: readonly AnsweredImage[],
): Promise<Deviation> {
  const predictor = await openVariant(model, storage);
  const meter = new DeviationMeter();
  for (const { image, full } of images) meter.add(image, full, await answersOf(predictor, image));
  await predictor.dispose();
  return meter.result();
}
