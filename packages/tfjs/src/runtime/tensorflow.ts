/**
 * The module `@tensorflow/tfjs-core`, or one that gives its members on: `@tensorflow/tfjs`, `-node`, `-node-gpu`. Known by
 * a few of them: its own types are not named here, so that this package compiles beside any version of it, or none.
 */
export interface TensorFlow {
  readonly version_core: string;
  /** Its engine: the registry of backends and the tensors. */
  engine(): object;
  /** Makes a backend the current one. */
  setBackend(name: string): Promise<boolean>;
  /** Makes a tensor. */
  tensor(...values: never[]): object;
}

/** What `import()` of it gives: it may be a CommonJS module. */
export type TensorFlowModule = TensorFlow | { readonly default: TensorFlow };
