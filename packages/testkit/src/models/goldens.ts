import type { PixelImage } from '@medicosam/core';
import type { MiniModel } from './mini-model.js';
import { readFile } from './read-file.js';

/** One object's prompt in model pixels, labels as the decoder takes them, and what PyTorch answers. */
export interface GoldenPrompt {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly labels: readonly number[];
  /** float32 [1, 1, 64, 64]: logits of an earlier mask. */
  readonly mask?: Float32Array;
  /** float32 [1, 4, 64, 64] of all candidates. */
  readonly logits: Float32Array;
  /** float32 [1, 4] */
  readonly predictedIou: Float32Array;
}

/** What PyTorch 1.13 on a CPU gives for a mini model, in float32. */
export interface Goldens {
  /** A grey image whose longer side is the model's, so that nothing is resized. */
  readonly image: PixelImage;
  /** float32 [1, 32, 16, 16]: its embedding. */
  readonly encoded: Float32Array;
  /** float32 [1, 32, 16, 16]: the embedding that the prompts are answered on. */
  readonly embedding: Float32Array;
  /** Whether `embedding` is of `image`. */
  readonly isOfImage: boolean;
  readonly prompts: readonly GoldenPrompt[];
}

interface ArrayRecord {
  readonly offset: number;
  readonly shape: readonly number[];
}

interface PromptRecord extends Pick<GoldenPrompt, 'name' | 'points' | 'labels'> {
  readonly mask?: ArrayRecord;
  readonly logits: ArrayRecord;
  readonly predictedIou: ArrayRecord;
}

interface GoldensFile {
  readonly image: ArrayRecord;
  readonly models: Readonly<
    Record<
      MiniModel,
      {
        readonly encoded: ArrayRecord;
        readonly embedding: ArrayRecord;
        readonly isOfImage: boolean;
        readonly prompts: readonly PromptRecord[];
      }
    >
  >;
}

/**
 * Reads the goldens of a mini model.
 *
 * @throws MedicoSamError `MODEL_FILE_MISSING`.
 */
export async function readGoldens(model: MiniModel): Promise<Goldens> {
  const text = new TextDecoder().decode((await readFile('goldens.json')).bytes);
  const { image, models } = JSON.parse(text) as GoldensFile;
  const { buffer } = (await readFile('goldens.bin')).bytes;
  const count = ({ shape }: ArrayRecord) => shape.reduce((product, size) => product * size, 1);
  const floats = (record: ArrayRecord) => new Float32Array(buffer, record.offset, count(record)).slice();
  const { encoded, embedding, isOfImage, prompts } = models[model];
  const [height = 0, width = 0] = image.shape;
  return {
    image: { data: new Uint8Array(buffer, image.offset, count(image)).slice(), width, height, channels: 1 },
    encoded: floats(encoded),
    embedding: floats(embedding),
    isOfImage,
    prompts: prompts.map(({ mask, logits, predictedIou, ...prompt }) => ({
      ...prompt,
      ...(mask ? { mask: floats(mask) } : {}),
      logits: floats(logits),
      predictedIou: floats(predictedIou),
    })),
  };
}
