import type { Tensor } from '../contract/tensor.js';
import type { Warning } from '../errors/medicosam-error.js';

/** How an image was laid into the model's square input. Sizes in pixels. */
export interface ImageTransform {
  readonly original: { readonly width: number; readonly height: number };
  /** Size after resizing, before padding at the right and bottom. */
  readonly input: { readonly width: number; readonly height: number };
  /** The side of the model's input. */
  readonly side: number;
  readonly preprocess: 'sam' | 'medsam';
}

/**
 * An encoded image: named tensors and all that is needed to answer prompts on it.
 *
 * Ref-counted: made with one reference; `retain` adds one, `release` drops one, and the last frees the memory.
 */
export interface ImageEmbedding {
  /** `hash` of the manifest: an embedding answers prompts of that model alone. */
  readonly modelHash: string;
  readonly transform: ImageTransform;
  /** The normalisation that was used, in the form `parseNormalisation` reads. */
  readonly normalisation: string;
  /** What was chosen in the caller's stead, such as `NORMALISATION_CHOSEN`. */
  readonly warnings: readonly Warning[];
  /** By the manifest's names. Of a remote predictor's embedding: empty, since the tensors stay in the realm. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Whether the last reference was dropped: nothing can be asked of it any more. */
  readonly released: boolean;
  /**
   * Adds a reference, for a second holder; gives the embedding itself.
   *
   * @throws MedicoSamError `TENSOR_DISPOSED` once it is released.
   */
  retain(): this;
  /** Drops a reference; the last one frees the tensors. Does nothing once it is released. */
  release(): void;
  /**
   * As bytes with a format version; tensors in the precision that the manifest states. Read by
   * {@link Predictor.restore}.
   *
   * @throws MedicoSamError `TENSOR_DISPOSED` once it is released.
   */
  serialise(): Promise<Uint8Array<ArrayBuffer>>;
}
