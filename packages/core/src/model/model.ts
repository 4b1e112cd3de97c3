import type { Backend } from '../contract/backend.js';
import { PART_NAMES } from '../contract/part-names.js';
import type { LoadOptions, ModelSource } from '../contract/sources.js';
import type { Feeds, Outputs, TensorData } from '../contract/tensor.js';
import { isMedicoSamError, MedicoSamError } from '../errors/medicosam-error.js';
import type { PreparedImage } from '../image/prepare-image.js';
import { toModelInput } from '../image/to-model-input.js';
import type { ArtifactChoice } from '../manifest/choose-artifact.js';
import { type GraphVariant, variantFor } from '../manifest/graph-variants.js';
import type { Manifest } from '../manifest/manifest.js';
import type { QueueOptions } from '../queue/queue.js';
import { abortable } from './abortable.js';
import { type DecoderObject, planDecoderRuns, promptFeeds } from './decoder-runs.js';
import { GraphRunners } from './graph-runners.js';
import type { ImageEmbedding } from './image-embedding.js';
import { disposeAll, LocalEmbedding } from './local-embedding.js';
import { mismatch, readEmbedding } from './read-embedding.js';
import { runStages } from './run-stages.js';

/** What a {@link Model} is made of. */
export interface ModelOptions {
  readonly manifest: Manifest;
  readonly source: ModelSource;
  readonly backend: Backend;
  readonly choice: Pick<ArtifactChoice, 'device' | 'graphs'>;
  /** Passed to the runtime as it is. */
  readonly session?: Readonly<Record<string, unknown>> | undefined;
}

/** How the model's own parts are run. */
export interface ModelRunOptions extends QueueOptions {
  /** Told of graphs being opened. */
  readonly onProgress?: LoadOptions['onProgress'];
}

/** How any part is run. */
export interface RunPartOptions extends ModelRunOptions {
  /** The outputs wanted of the last stage; all when absent. */
  readonly outputs?: readonly string[] | undefined;
  /** Tokens of the longest object, which decides between graphs of one part. */
  readonly tokens?: number | undefined;
}

/** What the decoder says of some of the objects. */
export interface DecodedRun {
  /** Which of the objects asked, in the order of the rows below. */
  readonly indices: readonly number[];
  /** float32 [k, m, H, W]: low-res logits of all candidates. Valid until the next run is asked for. */
  readonly logits: Float32Array;
  /** float32 [k, m]. */
  readonly predictedIou: Float32Array;
}

/** What the decoder says of objects, in the order asked. */
export interface Decoded {
  /** float32 [n, m, H, W] */
  readonly logits: Float32Array<ArrayBuffer>;
  /** float32 [n, m] */
  readonly predictedIou: Float32Array<ArrayBuffer>;
}

/**
 * A manifest and a backend: opens parts when they are first needed, checks their shapes, and runs them through
 * the backend's queue. Core's knowledge of Segment Anything is written on `runPart`.
 */
export class Model {
  readonly manifest: Manifest;
  readonly backend: Backend;
  readonly device: string;
  readonly #graphs: ArtifactChoice['graphs'];
  readonly #runners: GraphRunners;
  readonly #embeddings = new Set<LocalEmbedding>();

  constructor({ choice, ...options }: ModelOptions) {
    this.manifest = options.manifest;
    this.backend = options.backend;
    this.device = choice.device;
    this.#graphs = choice.graphs;
    this.#runners = new GraphRunners({ ...options, device: choice.device });
  }

  /** The parts that can be run: `encoder`, `decoder`, … */
  get parts(): readonly string[] {
    return Object.keys(this.#graphs);
  }

  /**
   * Runs any part of the manifest. Stages run in order, each output feeding the inputs of its name; between two of
   * them a more urgent call may run. Inputs stay the caller's, outputs become the caller's.
   *
   * @throws MedicoSamError `INVALID_ARGUMENT` for a part that the model lacks, `SHAPE_MISMATCH` when a graph does not
   *   fit the manifest, and as `Backend.open` and `GraphRunner.run`; the signal's reason when aborted.
   */
  async runPart(part: string, feeds: Feeds, options: RunPartOptions = {}): Promise<Outputs> {
    const variant = variantFor(this.#graphs[part] ?? [], options.tokens ?? 0);
    if (!variant) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `The model has the parts ${this.parts.join(', ')}; asked for is ${part} with ${options.tokens ?? 0} tokens.`,
      });
    }
    const { tokens: _, onProgress, ...run } = options;
    const runners = await abortable(this.#runners.of(part, variant, onProgress), options.signal);
    return runStages(this.backend.queue, runners, feeds, run);
  }

  /**
   * Runs the encoder on a prepared image.
   *
   * @throws MedicoSamError as {@link Model.runPart}.
   */
  async encode(prepared: PreparedImage, options: ModelRunOptions = {}): Promise<LocalEmbedding> {
    const tensors = await this.#withDevice(() => this.#runEncoder(prepared.input, options));
    const { transform, normalisation, warnings, resized } = prepared;
    return this.#hold({ transform, normalisation, warnings, tensors, resized });
  }

  /**
   * Runs the decoder, run by run (see `planDecoderRuns`), so that no more than one run's logits are held.
   *
   * @throws MedicoSamError `EMBEDDING_MISMATCH`, `TENSOR_FOREIGN`, `TENSOR_DISPOSED`, `PROMPT_UNSUPPORTED`, and as
   *   {@link Model.runPart}.
   */
  async *decodeRuns(
    embedding: ImageEmbedding,
    objects: readonly DecoderObject[],
    options: ModelRunOptions = {},
  ): AsyncGenerator<DecodedRun, void, undefined> {
    const own = this.#own(embedding);
    const plan = planDecoderRuns(objects, this.#graphs);
    own.retain();
    try {
      for (const { part, variant, indices } of plan) {
        const prompts = promptFeeds(
          indices.map((index) => objects[index] as DecoderObject),
          this.manifest.decoder.lowRes,
        );
        const outputs = await this.#withDevice(
          () => this.#runDecoder(own, part, variant, prompts, options),
          () => this.#remake(own),
        );
        try {
          const [logits, predictedIou] = await Promise.all([
            readFloats(outputs, PART_NAMES.decoder.lowResLogits),
            readFloats(outputs, PART_NAMES.decoder.predictedIou),
          ]);
          yield { indices, logits, predictedIou };
        } finally {
          disposeAll(outputs);
        }
      }
    } finally {
      own.release();
    }
  }

  /** The whole of {@link Model.decodeRuns}, in the order asked. */
  async decode(
    embedding: ImageEmbedding,
    objects: readonly DecoderObject[],
    options: ModelRunOptions = {},
  ): Promise<Decoded> {
    const { masks, lowRes } = this.manifest.decoder;
    const size = masks * lowRes[0] * lowRes[1];
    const logits = new Float32Array(objects.length * size);
    const predictedIou = new Float32Array(objects.length * masks);
    for await (const run of this.decodeRuns(embedding, objects, options)) {
      for (const [row, index] of run.indices.entries()) {
        logits.set(run.logits.subarray(row * size, (row + 1) * size), index * size);
        predictedIou.set(run.predictedIou.subarray(row * masks, (row + 1) * masks), index * masks);
      }
    }
    return { logits, predictedIou };
  }

  /**
   * An embedding from the bytes that `serialise` gave, of this model on any backend.
   *
   * @throws MedicoSamError `EMBEDDING_INVALID`, `EMBEDDING_MISMATCH`.
   */
  deserialise(bytes: Uint8Array): LocalEmbedding {
    return this.#hold(readEmbedding(bytes, this.manifest));
  }

  /** Frees the graphs and every embedding; a run in flight ends first. May be called twice. */
  async dispose(): Promise<void> {
    await this.#runners.dispose();
    for (const embedding of this.#embeddings) embedding.releaseAll();
  }

  #hold(parts: ConstructorParameters<typeof LocalEmbedding>[2]): LocalEmbedding {
    const embedding = new LocalEmbedding(this, this.manifest, parts, (released) =>
      this.#embeddings.delete(released),
    );
    this.#embeddings.add(embedding);
    return embedding;
  }

  #own(embedding: ImageEmbedding): LocalEmbedding {
    if (embedding.modelHash !== this.manifest.hash) throw mismatch(embedding.modelHash, this.manifest.hash);
    if (embedding instanceof LocalEmbedding && embedding.owner === this) return embedding;
    throw new MedicoSamError('TENSOR_FOREIGN', {
      message: 'The embedding belongs to another predictor of the same model.',
      hint: 'Hand it over as bytes: restore(await embedding.serialise()).',
    });
  }

  #runEncoder(input: Float32Array, options: ModelRunOptions): Promise<Outputs> {
    const { size } = this.manifest.image;
    const outputs = this.manifest.embedding.map(({ name }) => name);
    const image = { type: 'float32', dims: [1, 3, size, size], data: input } as const;
    return this.runPart('encoder', { [PART_NAMES.encoder.image]: image }, { ...options, outputs });
  }

  async #runDecoder(
    embedding: LocalEmbedding,
    part: string,
    variant: GraphVariant,
    prompts: Feeds,
    options: ModelRunOptions,
  ): Promise<Outputs> {
    const { onProgress, ...run } = options;
    const runners = await abortable(this.#runners.of(part, variant, onProgress), options.signal);
    const names = runners.flatMap(({ inputs }) => inputs.map(({ name }) => name));
    let pool: Feeds = { ...embedding.tensors, ...prompts };
    if (names.some((name) => IMAGE_KEYS.has(name) && !(name in pool))) {
      // Shared by every prediction on the image, so no single caller's abort ends it.
      const keys = embedding.imageKeys(() => this.#runImageKeys(embedding, options));
      pool = { ...pool, ...(await abortable(keys, options.signal)) };
    }
    const feeds = Object.fromEntries(Object.entries(pool).filter(([name]) => names.includes(name)));
    // Held until the run has ended, which after an abort is later than the caller's rejection.
    embedding.retain();
    return runStages(this.backend.queue, runners, feeds, { ...run, onIdle: () => embedding.release() });
  }

  async #runImageKeys(
    embedding: LocalEmbedding,
    { priority, onProgress }: ModelRunOptions,
  ): Promise<Outputs> {
    embedding.retain();
    try {
      return await this.runPart('image-keys', embedding.tensors, { priority, onProgress });
    } finally {
      embedding.release();
    }
  }

  /** Once more after a lost device, with graphs opened anew: the caller sees one slow answer. */
  async #withDevice<T>(run: () => Promise<T>, remake?: () => Promise<void>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (!isMedicoSamError(error, 'DEVICE_LOST')) throw error;
      await this.#runners.reset();
      await remake?.();
      return run();
    }
  }

  /** Tensors on a lost device are made again from the resized image; those in ordinary memory are still there. */
  async #remake(embedding: LocalEmbedding): Promise<void> {
    const isLost = Object.values(embedding.tensors).some(({ location }) => location === 'device');
    if (!isLost) return embedding.dropImageKeys();
    const { resized } = embedding;
    if (resized === undefined) {
      throw new MedicoSamError('DEVICE_LOST', {
        message: 'The device went away, and with it an embedding that did not come from an image.',
        hint: 'Restore or encode it again.',
      });
    }
    const { mean, std } = this.manifest.image;
    const input = toModelInput(resized, embedding.transform, mean, std);
    embedding.replaceTensors(await this.#runEncoder(input, { priority: 'interactive' }));
  }
}

const IMAGE_KEYS: ReadonlySet<string> = new Set(Object.values(PART_NAMES.imageKeys));

async function readFloats(outputs: Outputs, name: string): Promise<Float32Array> {
  const data: TensorData | undefined = await outputs[name]?.read();
  if (data instanceof Float32Array) return data;
  throw new MedicoSamError('SHAPE_MISMATCH', { message: `The decoder gave no float32 output ${name}.` });
}
