/** Element types that checkpoints hold. */
export type StoredType =
  | 'float64'
  | 'float32'
  | 'float16'
  | 'bfloat16'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'uint8'
  | 'bool';

/** One tensor of a checkpoint; nothing of it is read before `read`. */
export interface StoredTensor {
  readonly type: StoredType;
  readonly dims: readonly number[];
  /**
   * The values in row-major order, widened or narrowed to float32, in memory of the caller's own; strides and
   * shared storages are resolved. Integers beyond 2²⁴ are rounded.
   *
   * @throws MedicoSamError `CHECKPOINT_UNREADABLE`.
   */
  read(): Promise<Float32Array>;
}

/** The tensors of a checkpoint file by the keys that it gives them, without wrappers and prefixes. */
export interface Checkpoint {
  readonly container: 'torch-zip' | 'torch-legacy' | 'safetensors';
  /** Where the tensors were found in the pickled object: [] at its top, ['model_state'] in a trainer's file. */
  readonly at: readonly string[];
  /** What was stripped from each key: '', 'sam.', 'module.sam.', … */
  readonly prefix: string;
  /**
   * The network's tensors: `image_encoder.…`, `prompt_encoder.…`, `mask_decoder.…`. Of a file that holds none
   * of these: everything that it holds, so that it can be said what it is instead.
   */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** A UNETR decoder beside or instead of the network (`deconv1.…`, `base.…`, `out_conv.…`); empty without one. */
  readonly decoderTensors: ReadonlyMap<string, StoredTensor>;
  /** What was passed over or merged, in sentences. */
  readonly notes: readonly string[];
}
