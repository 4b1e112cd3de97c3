import {
  type GraphRunner,
  type HostTensor,
  type Manifest,
  type ModelSource,
  type Outputs,
  PART_NAMES,
} from '@medicosam/core';
import { type GoldenPrompt, type Goldens, readGoldens } from '../models/goldens.js';
import { type MiniModel, miniModel, partSource } from '../models/mini-model.js';
import type { CaseContext } from './case-context.js';
import { check } from './expectations.js';
import { host } from './micro-graphs.js';

/** One object's prompt. */
export type ObjectPrompt = Pick<GoldenPrompt, 'points' | 'labels'>;

/** What the decoder gives for n objects. */
export interface Answer {
  /** float32 [n, 4, 64, 64] */
  readonly logits: Float32Array;
  /** float32 [n, 4] */
  readonly predictedIou: Float32Array;
}

/** A mini model's graphs on the backend under test, opened when they are first run. */
export class MiniNetwork {
  readonly #runners = new Map<string, GraphRunner>();

  private constructor(
    readonly context: CaseContext,
    readonly source: ModelSource,
    readonly manifest: Manifest,
    readonly goldens: Goldens,
  ) {}

  static async load(context: CaseContext, id: MiniModel): Promise<MiniNetwork> {
    const source = miniModel(id);
    return new MiniNetwork(context, source, await source.manifest(), await readGoldens(id));
  }

  /** Opens a part, or gives undefined where the model lacks it in that lowering. */
  async open(part: string, lowering = 'tiled'): Promise<GraphRunner | undefined> {
    const key = `${part} ${lowering}`;
    const known = this.#runners.get(key);
    if (known) return known;
    const source = await partSource(this.source, this.manifest, part, lowering);
    if (!source) return undefined;
    const runner = await this.context.open(source);
    this.#runners.set(key, runner);
    return runner;
  }

  /** The embedding of the golden image, float32 [1, 32, 16, 16]. */
  async encode(lowering = 'tiled'): Promise<Float32Array> {
    const runner = await this.open('encoder', lowering);
    check(runner !== undefined, `The model has an encoder in the lowering ${lowering}.`);
    const image = toInput(this.goldens.image, this.manifest);
    const outputs = await this.context.run(runner, { [PART_NAMES.encoder.image]: image });
    return floats(outputs, PART_NAMES.encoder.imageEmbedding);
  }

  /**
   * Answers prompts on the golden embedding, in one batch.
   *
   * @param masks logits of earlier masks [n, 1, 64, 64]
   * @param absent how many absent points the longest object is filled up with
   */
  async decode(objects: readonly ObjectPrompt[], masks?: Float32Array, absent = 0): Promise<Answer> {
    const [embedding] = this.manifest.embedding;
    const image = host('float32', embedding?.dims ?? [], this.goldens.embedding);
    const images = { [PART_NAMES.imageKeys.imageEmbedding]: image };
    const outputs = masks
      ? await this.#run('decoder-mask', {
          ...images,
          ...toBatch(objects, absent),
          [PART_NAMES.decoder.maskInput]: host('float32', [objects.length, 1, 64, 64], masks),
        })
      : await this.#run('decoder', {
          ...(await this.#run('image-keys', images)),
          ...toBatch(objects, absent),
        });
    return {
      logits: await floats(outputs, PART_NAMES.decoder.lowResLogits),
      predictedIou: await floats(outputs, PART_NAMES.decoder.predictedIou),
    };
  }

  async #run(part: string, feeds: Parameters<GraphRunner['run']>[0]): Promise<Outputs> {
    const runner = await this.open(part);
    check(runner !== undefined, `The model has the part ${part}.`);
    return this.context.run(runner, feeds);
  }
}

/** A grey image as the encoder takes it: three channels, normalised, zero padded. */
function toInput(
  { data, width, height }: Goldens['image'],
  { image: { size, mean, std } }: Manifest,
): HostTensor {
  const input = new Float32Array(3 * size * size);
  for (let channel = 0; channel < 3; channel++) {
    for (let pixel = 0; pixel < width * height; pixel++) {
      const [row, column] = [Math.floor(pixel / width), pixel % width];
      input[(channel * size + row) * size + column] =
        ((data[pixel] ?? 0) - (mean[channel] ?? 0)) / (std[channel] ?? 1);
    }
  }
  return { type: 'float32', dims: [1, 3, size, size], data: input };
}

/** Objects filled up with absent points, which lie anywhere, to the longest and `absent` more. */
function toBatch(objects: readonly ObjectPrompt[], absent: number): Record<string, HostTensor> {
  const p = Math.max(...objects.map(({ labels }) => labels.length)) + absent;
  const points = objects.flatMap((object, n) =>
    Array.from({ length: p }, (_, k) => object.points[k] ?? [17 * n + k, 250 - k]),
  );
  const labels = objects.flatMap((object) => Array.from({ length: p }, (_, k) => object.labels[k] ?? -2));
  return {
    [PART_NAMES.decoder.points]: host('float32', [objects.length, p, 2], points.flat()),
    [PART_NAMES.decoder.labels]: host('int32', [objects.length, p], labels),
  };
}

async function floats(outputs: Outputs, name: string): Promise<Float32Array> {
  const values = await outputs[name]?.read();
  check(values instanceof Float32Array, `run gives ${name} as float32.`);
  return values;
}
