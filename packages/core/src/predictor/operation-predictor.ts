import type { LoadOptions } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import type { Mask } from '../mask/mask.js';
import { abortable } from '../model/abortable.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import { AbortController, type AbortSignalLike } from '../platform.js';
import type { Prompt } from '../prompt/prompt.js';
import type { Priority } from '../queue/queue.js';
import { linkSignals } from './linked-signal.js';
import type { EncodeOptions, PredictOptions, Predictor, PredictorInfo, StreamOptions } from './predictor.js';
import { streamItems } from './stream-items.js';
import { isEmbedding } from './wire.js';

/** How an operation is invoked. */
export interface InvokeOptions {
  readonly priority?: Priority | undefined;
  /** See `QueueOptions.replaces`. */
  readonly replaces?: string | undefined;
  readonly signal?: AbortSignalLike | undefined;
  /** Hears how far the operation has come. */
  readonly onProgress?: LoadOptions['onProgress'];
  /** Gets each of the operation's items, in order, before its result. */
  readonly onItem?: ((item: unknown) => void) | undefined;
  /** Whether the arrays among the arguments are given away. */
  readonly give?: boolean | undefined;
}

/** A {@link Predictor} written on operations, wherever these are performed. */
export abstract class OperationPredictor implements Predictor {
  abstract readonly info: PredictorInfo;
  readonly #ending = new AbortController();
  #ended: Promise<void> | undefined;

  /** Performs an operation. A rejection by the signal is not its concern, to stop working is. */
  protected abstract perform(
    operation: string,
    args: Readonly<Record<string, unknown>>,
    options: InvokeOptions & { readonly signal: AbortSignalLike },
  ): Promise<unknown>;

  /** Frees everything; what is in flight was told to stop. */
  protected abstract end(): Promise<void>;

  /**
   * Performs an operation by name; its result.
   *
   * @throws MedicoSamError `DISPOSED`, `OPERATION_UNKNOWN`, what the operation throws; the signal's reason.
   */
  async invoke(operation: string, args: unknown, options: InvokeOptions = {}): Promise<unknown> {
    const linked = linkSignals(this.#ending.signal, options.signal);
    try {
      if (linked.signal.aborted) throw linked.signal.reason;
      const { signal } = linked;
      const performed = this.perform(operation, checkArgs(args), { ...options, signal });
      return await abortable(performed, signal, (late) => {
        if (isEmbedding(late)) late.release();
      });
    } finally {
      linked.release();
    }
  }

  async encode(image: PixelImage, options: EncodeOptions = {}): Promise<ImageEmbedding> {
    const { normalisation, joint, transfer, ...rest } = options;
    if (typeof image !== 'object' || image === null) {
      throw new MedicoSamError('IMAGE_INVALID', { message: `An image is an object, got ${String(image)}.` });
    }
    // By name: the members of the DOM's ImageData are not its own, and the rest need not cross.
    const { data, width, height, channels, rescale, photometric, windows } = image;
    const args = {
      image: { data, width, height, channels, rescale, photometric, windows },
      normalisation,
      joint,
    };
    return (await this.invoke('encode', args, { ...rest, give: transfer })) as ImageEmbedding;
  }

  async predict(embedding: ImageEmbedding, prompt: Prompt, options: PredictOptions = {}): Promise<Mask[]> {
    const { args, invoke } = splitOptions(options);
    return (await this.invoke('predict', { ...args, embedding, prompt }, invoke)) as Mask[];
  }

  async predictMany(
    embedding: ImageEmbedding,
    prompts: readonly Prompt[],
    options: PredictOptions = {},
  ): Promise<Mask[][]> {
    const { args, invoke } = splitOptions(options);
    return (await this.invoke('predictMany', { ...args, embedding, prompts }, invoke)) as Mask[][];
  }

  async restore(bytes: Uint8Array, options: StreamOptions = {}): Promise<ImageEmbedding> {
    return (await this.invoke('restore', { bytes }, options)) as ImageEmbedding;
  }

  stream(operation: string, args: unknown, options: StreamOptions = {}): AsyncIterable<unknown> {
    return streamItems(
      (signal, onItem) => this.invoke(operation, args, { ...options, signal, onItem }),
      options.signal,
    );
  }

  dispose(): Promise<void> {
    this.#ending.abort(disposed());
    this.#ended ??= this.end();
    return this.#ended;
  }
}

const disposed = () =>
  new MedicoSamError('DISPOSED', { message: 'The predictor was disposed of.', hint: 'Load it again.' });

function splitOptions({ multimask, threshold, outputs, ...invoke }: PredictOptions) {
  return { args: { multimask, threshold, outputs }, invoke };
}

function checkArgs(args: unknown): Readonly<Record<string, unknown>> {
  if (typeof args === 'object' && args !== null) return args as Readonly<Record<string, unknown>>;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `The arguments of an operation are an object, got ${String(args)}.`,
  });
}
