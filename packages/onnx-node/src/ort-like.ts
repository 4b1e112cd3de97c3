/*
 * ONNX Runtime by the few members that are used: no type is imported from it, so that it stays an optional peer and
 * any build of it can be handed in. True of onnxruntime-node 1.30.
 */

/** A tensor of ONNX Runtime. */
export interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
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
  /** Runs the graph and gives the outputs named in `fetches`; blocks the calling thread on the CPU. */
  run(
    feeds: Readonly<Record<string, OrtTensor>>,
    fetches: readonly string[],
  ): Promise<Readonly<Record<string, OrtTensor>>>;
  /** Frees the session's memory; it cannot be run afterwards. */
  release(): Promise<void>;
}

/** The module `onnxruntime-node`. */
export interface OrtRuntime {
  readonly InferenceSession: {
    /** Opens a graph by its path or from its bytes; `options` are `InferenceSession.SessionOptions`. */
    create(model: string | Uint8Array, options: Readonly<Record<string, unknown>>): Promise<OrtSession>;
  };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => OrtTensor;
  readonly env: { readonly versions: { readonly node?: string; readonly common?: string } };
}
