import ort from 'onnxruntime-node';
import { normalNumbers } from '../normal-numbers.js';
import { ourSession } from '../session-options.js';
import { embeddingError } from './deviation.js';
import type { WrittenVariant } from './variants.js';

/** The embedding's error of each variant against the first, on one image of random numbers. */
export async function randomEmbeddingErrors(
  variants: readonly WrittenVariant[],
  side: number,
): Promise<number[]> {
  const image = new ort.Tensor('float32', normalNumbers(3 * side ** 2), [1, 3, side, side]);
  let full: Float32Array | undefined;
  const errors: number[] = [];
  for (const { name, folder } of variants) {
    const session = await ort.InferenceSession.create(folder.graph('encoder'), ourSession);
    const { image_embedding: embedding } = await session.run({ image });
    await session.release();
    if (!(embedding?.data instanceof Float32Array)) throw new Error(`${name} gave no embedding.`);
    full ??= embedding.data;
    errors.push(embeddingError(full, embedding.data).embedding);
  }
  return errors;
}
