import type { WindowGrid } from './window-grid.js';

/** The sizes of one attention: `heads` of `headWidth` channels over the windows of `grid`. */
export interface AttentionShape {
  readonly grid: WindowGrid;
  readonly heads: number;
  readonly headWidth: number;
}
