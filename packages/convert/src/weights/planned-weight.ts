/**
 * A tensor of the weights file and how it is made from the checkpoint's. Its size is known before anything is
 * read, so that the file's layout is fixed first and tensors are read, folded and written one by one.
 */
export interface PlannedWeight {
  /** The name in the weights file. */
  readonly name: string;
  readonly dims: readonly number[];
  /** Keys of the checkpoint, in the order in which `make` takes them. */
  readonly from: readonly string[];
  /** Folds the sources, each float32 in row-major order, into the tensor's values. */
  readonly make: (...sources: Float32Array[]) => Float32Array;
  /** Stays float32 in a `w16` file: small tensors whose rounding would cost more than they save. */
  readonly keepFloat32?: boolean | undefined;
  /** A matrix [in, out] that graphs do nothing with but multiply by it, through `product`: 8 bits may hold it. */
  readonly isProduct?: boolean | undefined;
}
