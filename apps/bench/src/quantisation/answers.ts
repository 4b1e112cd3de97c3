import { type BinaryMask, loadPredictor, type ModelSource, type Predictor } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { ourSession } from '../session-options.js';
import type { LabelledImage } from './labelled-images.js';

/** The prompts that every object is asked for with. */
export const PROMPTS = ['point', 'box'] as const;

/** What a variant makes of one image. */
export interface Answers {
  readonly embedding: Float32Array;
  /** One mask an object. */
  readonly masks: Readonly<Record<(typeof PROMPTS)[number], readonly BinaryMask[]>>;
}

/** A variant of a model, opened on the CPU in this realm. */
export const openVariant = (model: ModelSource, storage: string): Promise<Predictor> =>
  loadPredictor({ model, backend: onnxNode(), device: 'cpu', storage, inRealm: true, session: ourSession });

/** Encodes an image and asks for each of its objects by each prompt. */
export async function answersOf(predictor: Predictor, { image, objects }: LabelledImage): Promise<Answers> {
  const embedding = await predictor.encode(image, { normalisation: 'minmax' });
  try {
    const ask = async (kind: (typeof PROMPTS)[number]) => {
      const answers = await predictor.predictMany(
        embedding,
        objects.map((object) => object[kind]),
      );
      return answers.map(([first]) => {
        if (!first?.mask) throw new Error('A prompt gave no mask.');
        return first.mask;
      });
    };
    const values = await embedding.tensors['image_embedding']?.read();
    if (!(values instanceof Float32Array)) throw new Error('There is no image embedding.');
    return { embedding: values.slice(), masks: { point: await ask('point'), box: await ask('box') } };
  } finally {
    embedding.release();
  }
}
