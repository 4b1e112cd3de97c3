import type { DeviceReport } from '../contract/backend.js';
import type { LoadOptions } from '../contract/sources.js';
import type { Warning } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import type { ValueRange } from '../image/value-range.js';
import type { Manifest } from '../manifest/manifest.js';
import type { Mask } from '../mask/mask.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import type { AbortSignalLike } from '../platform.js';
import type { Prompt } from '../prompt/prompt.js';
import type { Priority } from '../queue/queue.js';

/** How an image is encoded. */
export interface EncodeOptions extends LoadOptions {
  /** Overrides the model's and the image's own; see `parseNormalisation`. */
  readonly normalisation?: string | undefined;
  /** The range of `minmax-joint`, of a whole volume or tile set; see `jointRange`. */
  readonly joint?: ValueRange | undefined;
  readonly priority?: Priority | undefined;
  /** Give the pixels away instead of copying them to the predictor's realm; they are unusable afterwards. */
  readonly transfer?: boolean | undefined;
}

/** What a mask carries beside its area, box and scores; only what is asked for crosses from a realm. */
export type MaskOutput = 'mask' | 'logits' | 'lowRes' | 'rle';

/** How a prompt is answered. */
export interface PredictOptions {
  /**
   * `auto`: of exactly one foreground point without box and mask, the candidate of 1..3 with the best predicted
   * IoU; of everything else candidate 0. `false`: candidate 0. `true`: candidates 1..3 by falling predicted IoU.
   */
  readonly multimask?: 'auto' | boolean | undefined;
  /** Logits above it are inside; 0 by default. */
  readonly threshold?: number | undefined;
  /** `interactive` by default. */
  readonly priority?: Priority | undefined;
  readonly signal?: AbortSignalLike | undefined;
  /** `['mask', 'lowRes']` by default. */
  readonly outputs?: readonly MaskOutput[] | undefined;
  /** A newer prediction with the same key replaces one that has not started. */
  readonly replaces?: string | undefined;
}

/** How an operation is streamed. */
export interface StreamOptions {
  readonly priority?: Priority | undefined;
  readonly signal?: AbortSignalLike | undefined;
  /** Hears how far the operation has come. */
  readonly onProgress?: LoadOptions['onProgress'];
  /** A newer call with the same key replaces one that has not started. */
  readonly replaces?: string | undefined;
}

/** What was loaded, where it runs, and why it was so chosen. */
export interface PredictorInfo {
  readonly manifest: Manifest;
  readonly backend: string;
  readonly device: string;
  readonly lowering: Readonly<Record<string, string>>;
  readonly storage: string;
  /** Whether the predictor runs in a realm of its own. */
  readonly realm: 'own' | 'caller';
  /** Every device that was considered, in order, with the reason why one was passed over. */
  readonly devices: readonly DeviceReport[];
  /** Sentences on how device, lowering and storage were chosen. */
  readonly reasons: readonly string[];
  readonly warnings: readonly Warning[];
}

/** Encodes images and answers prompts, here or in a realm. */
export interface Predictor {
  /**
   * Encodes an image once; prompts are then answered in milliseconds.
   *
   * @throws MedicoSamError `IMAGE_INVALID`, `NORMALISATION_INVALID`, `DEVICE_LOST`, `OUT_OF_MEMORY`, `REALM_LOST`,
   *   `DISPOSED`; the signal's reason when aborted.
   */
  encode(image: PixelImage, options?: EncodeOptions): Promise<ImageEmbedding>;
  /**
   * Masks of one object, the chosen one first.
   *
   * @throws MedicoSamError `EMPTY_PROMPT`, `INVALID_ARGUMENT`, `PROMPT_UNSUPPORTED`, `EMBEDDING_MISMATCH`,
   *   `TENSOR_DISPOSED`, and as {@link Predictor.encode}.
   */
  predict(embedding: ImageEmbedding, prompt: Prompt, options?: PredictOptions): Promise<Mask[]>;
  /** Masks of several objects, in the order asked; an object's result does not depend on its neighbours. */
  predictMany(
    embedding: ImageEmbedding,
    prompts: readonly Prompt[],
    options?: PredictOptions,
  ): Promise<Mask[][]>;
  /**
   * An embedding from the bytes of `ImageEmbedding.serialise`, made by this model on any backend.
   *
   * @throws MedicoSamError `EMBEDDING_INVALID`, `EMBEDDING_MISMATCH`, and as {@link Predictor.encode}.
   */
  restore(bytes: Uint8Array, options?: StreamOptions): Promise<ImageEmbedding>;
  /**
   * The general form of the above: any operation of the predictor by its name and arguments (`OPERATIONS`), item by
   * item and then its result. To stop reading aborts it.
   *
   * @throws MedicoSamError `OPERATION_UNKNOWN`.
   */
  stream(operation: string, args: unknown, options?: StreamOptions): AsyncIterable<unknown>;
  readonly info: PredictorInfo;
  /** Frees everything; pending calls are rejected with `DISPOSED`. May be called twice. */
  dispose(): Promise<void>;
}
