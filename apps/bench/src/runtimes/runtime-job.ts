import type { GraphSet } from './graph-set.js';

/** A runtime that is measured: a backend, a device of it, and where it runs. */
export interface RuntimeChoice {
  readonly backend: 'onnx-node' | 'onnx-web' | 'tfjs';
  readonly device: string;
  readonly place: 'Node' | 'Chromium';
  readonly threads: number;
}

/** One measurement in a fresh process or page. */
export interface RuntimeJob {
  readonly runtime: RuntimeChoice;
  readonly graphs: GraphSet;
  /** A folder's path, or the address under which a page finds it; ends with a slash. */
  readonly base: string;
  readonly encodes: number;
  readonly decodes: number;
}

/** What was measured. Milliseconds of wall time, for a page knows no other. */
export interface RuntimeTimes {
  readonly openMs: number;
  readonly encodeMs: readonly number[];
  readonly decodeMs: readonly number[];
  /** What the runtime says of itself; empty where it says nothing. */
  readonly observed: string;
}

/** With the largest resident set of the process that ran it; of a page, of its renderer. */
export interface RuntimeReport extends RuntimeTimes {
  readonly peakMb: number;
}
