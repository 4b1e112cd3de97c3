/** One measurement in a process of its own: a graph, what to feed it, and how often. */
export interface GraphJob {
  /** Path of the ONNX file; weights beside it. */
  readonly graph: string;
  /** Inputs: random numbers of a fixed seed, or given ones. */
  readonly feeds: Readonly<Record<string, FeedSpec>>;
  /** A graph whose outputs are fed as well, run once before anything is measured. */
  readonly before?:
    | { readonly graph: string; readonly feeds: Readonly<Record<string, FeedSpec>> }
    | undefined;
  readonly runs: number;
  /** ONNX Runtime session options. */
  readonly session: Readonly<Record<string, unknown>>;
}

/** An input tensor. */
export type FeedSpec =
  | { readonly dims: readonly number[]; readonly fill: 'normal' | 'zeros' }
  | {
      readonly dims: readonly number[];
      readonly type?: 'float32' | 'int32';
      readonly values: readonly number[];
    };

/** What the process reports. */
export interface GraphReport {
  /** CPU seconds (user and system) of each run. */
  readonly cpuSeconds: readonly number[];
  /** CPU seconds of opening the session. */
  readonly openCpuSeconds: number;
  /** Largest resident set of the process so far, MB. */
  readonly peakMb: number;
}
