import type { ShownValues } from './image-series.js';

/** Values of slices as Cornerstone shows them, all of one type. */
export interface ShownSlices {
  readonly slices: readonly { readonly data: ShownValues; readonly low: number; readonly high: number }[];
  /** For people. */
  readonly warnings: readonly string[];
}
