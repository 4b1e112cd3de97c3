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
  readonly modelHash: string;
  readonly transform: ImageTransform;
  /** The normalisation that was used, in the form `parseNormalisation` reads. */
  readonly normalisation: string;
  readonly warnings: readonly Warning[];
  /** By the manifest's names. Of a remote predictor's embedding: empty, since the tensors stay in the realm. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly released: boolean;
  retain(): this;
  release(): void;
  /** As bytes with a format version; tensors in the precision that the manifest states. */
  serialise(): Promise<Uint8Array<ArrayBuffer>>;
}
