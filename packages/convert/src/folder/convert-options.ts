import type { ByteSource, LoadOptions, Manifest } from '@medicosam/core';
import type { NetworkOverrides } from '../describe/index.js';
import type { KeepFloat } from '../quantise/kept-in-float.js';
import type { FolderSink } from './folder-sink.js';
import type { CreateSha256 } from './hashing.js';

/**
 * How weights are stored: `fp32` as float32; `w16` as float16 that is computed in float32, half the size; `int8` as
 * `w16`, with the matrices of the image encoder in 8 bits and computed so. `int8` runs on ONNX Runtime's CPU provider
 * and on wasm.
 */
export type Storage = 'fp32' | 'w16' | 'int8';

/**
 * How an encoder's graphs are written: `tiled` in plain operators, which run everywhere; `fused` with ONNX Runtime's
 * own attention operator. Both read the same weights file.
 */
export type Lowering = 'tiled' | 'fused';

/** What shapes cannot tell of a checkpoint; SAM's own where absent. */
export interface ConvertFacts {
  /** Lower-case name; `model` when absent. */
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly trained?: Partial<Manifest['trained']> | undefined;
  readonly mean?: readonly [number, number, number] | undefined;
  readonly std?: readonly [number, number, number] | undefined;
  readonly licence?: string | undefined;
  readonly citation?: readonly string[] | undefined;
  readonly measured?: Manifest['measured'] | undefined;
  readonly notes?: readonly string[] | undefined;
  /** Input size, heads of the decoder and the like. */
  readonly network?: NetworkOverrides | undefined;
}

/** What {@link convertCheckpoint} is given. */
export interface ConvertOptions extends LoadOptions, ConvertFacts {
  /** The checkpoint; of several, each is laid over the ones before it. */
  readonly checkpoint: ByteSource | readonly ByteSource[];
  /** Where the model folder goes. The manifest is written last. */
  readonly sink: FolderSink;
  /** `['fp32']` when absent; each has a weights file of its own. */
  readonly storages?: readonly Storage[] | undefined;
  /**
   * Layers that an `int8` file leaves in float, by their names in the weights file without `/weight`
   * (`encoder/block0/mlp/lin1`); when absent the decoder and those found sensitive, see docs/quantisation.md.
   */
  readonly keepFloat?: KeepFloat | undefined;
  /**
   * `['tiled']` when absent: on a CPU the fused graphs were not measured to be quicker. Write both to let a device
   * choose, or to compare them.
   */
  readonly lowerings?: readonly Lowering[] | undefined;
  /** A faster SHA-256 than the portable one, such as Node's `() => createHash('sha256')`. */
  readonly createSha256?: CreateSha256 | undefined;
}
