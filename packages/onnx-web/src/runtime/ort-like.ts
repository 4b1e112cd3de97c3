import type { GpuDeviceLike } from '../platform.js';

/*
 * ONNX Runtime Web by the few members that are used: no type is imported from it, so that it stays an optional peer and
 * any build of it can be handed in. True of onnxruntime-web 1.30.
 */

/** A tensor of ONNX Runtime. */
export interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  /** `cpu`, `gpu-buffer`, … */
  readonly location: string;
  /** The values; throws where they are not in ordinary memory. */
  readonly data: unknown;
  /** The values, downloaded where they are on a device. */
  getData(): Promise<unknown>;
  /** Frees the memory, on the device too. */
  dispose(): void;
}

/** What a session states about an input or output; -1 or a name among the shape is a free size. */
export interface OrtValueMetadata {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

/** An opened graph of ONNX Runtime. */
export interface OrtSession {
  readonly inputMetadata: readonly OrtValueMetadata[];
  readonly outputMetadata: readonly OrtValueMetadata[];
  /** Runs the graph and gives the outputs named in `fetches`; on wasm it blocks the calling thread. */
  run(
    feeds: Readonly<Record<string, OrtTensor>>,
    fetches: readonly string[],
  ): Promise<Readonly<Record<string, OrtTensor>>>;
  /** Frees the session's memory; it cannot be run afterwards. */
  release(): Promise<void>;
}

/** Where ONNX Runtime finds its files: a folder's address, or that of each file. */
export type WasmPaths =
  | string
  | { readonly wasm?: string | { readonly href: string }; readonly mjs?: string | { readonly href: string } };

/** The module `onnxruntime-web`. */
export interface OrtRuntime {
  readonly InferenceSession: {
    /** Opens a graph from its bytes; `options` are `InferenceSession.SessionOptions`. */
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<OrtSession>;
  };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => OrtTensor;
  readonly env: {
    readonly versions: { readonly web?: string; readonly common?: string };
    readonly wasm: { numThreads?: number; wasmPaths?: WasmPaths; wasmBinary?: ArrayBufferLike | Uint8Array };
    readonly webgpu: { readonly device?: GpuDeviceLike | Promise<GpuDeviceLike> };
    logLevel?: string;
  };
}
