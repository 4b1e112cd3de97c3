/** How a map of tokens is cut into square windows, padded at the bottom and right to whole ones. */
export interface WindowGrid {
  /** Size of the map, tokens. */
  readonly rows: number;
  readonly columns: number;
  /** Side of a window, tokens. */
  readonly window: number;
  /** Windows from top to bottom and from left to right. */
  readonly down: number;
  readonly across: number;
}

/** Cuts a map into windows; one window of the map's own side is global attention. */
export const windowGrid = (rows: number, columns: number, window: number): WindowGrid => ({
  rows,
  columns,
  window,
  down: Math.ceil(rows / window),
  across: Math.ceil(columns / window),
});
