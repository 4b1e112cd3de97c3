/**
 * Bounds on what a file may make the reader hold. Far above real checkpoints (a plain one has a pickle of
 * 0.1 MB; a trainer's file that lists a large data set, some hundred MB), far below what fills a machine.
 */
export interface CheckpointLimits {
  /** Bytes of the pickled object, or of the header of a safetensors file. Default 512 MiB. */
  readonly structureBytes: number;
  /** Values that the pickled object may make, and entries that its memo may hold. Default 8 million. */
  readonly values: number;
  /** Values of one tensor that is read. Default 2²⁸ (1 GiB as float32); SAM ViT-H's largest has 2²³. */
  readonly tensorValues: number;
}

export const DEFAULT_LIMITS: CheckpointLimits = {
  structureBytes: 512 * 2 ** 20,
  // A Map, which the memo is, ends at 2^24 entries.
  values: 8_000_000,
  tensorValues: 2 ** 28,
};
