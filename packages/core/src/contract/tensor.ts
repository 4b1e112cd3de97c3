/** Element types at graph borders. Other types exist only as stored weights. */
export type TensorType = 'float32' | 'int32' | 'bool';

/** The values of a tensor: `Uint8Array` holds booleans as 0 and 1. */
export type TensorData = Float32Array | Int32Array | Uint8Array;

/** A tensor in ordinary memory, as callers feed it. Row-major, the last axis fastest. */
export interface HostTensor {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

/**
 * A tensor that a backend made. It belongs to that backend, outlives the runner that made it, and may be fed
 * to any runner of the same backend; fed to another, `run` rejects with `TENSOR_FOREIGN`.
 */
export interface Tensor {
  readonly type: TensorType;
  readonly dims: readonly number[];
  /** Where the values are. A backend without device memory answers `host`. */
  readonly location: 'host' | 'device';
  /**
   * The values; of a host tensor without a copy, so do not write into them.
   *
   * @throws MedicoSamError `TENSOR_DISPOSED` after `dispose`; `DEVICE_LOST` when the device went away.
   */
  read(): Promise<TensorData>;
  /** Frees the memory. May be called twice. */
  dispose(): void;
}

/** What a graph states about an input or output: a name, a type, and dims where a string is a free size. */
export interface TensorSpec {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly (number | string)[];
}

/** Inputs by name; they stay the caller's. */
export type Feeds = Readonly<Record<string, HostTensor | Tensor>>;

/** Outputs by name; each is the caller's to dispose. */
export type Outputs = Readonly<Record<string, Tensor>>;
