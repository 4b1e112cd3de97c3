import type { WindowGrid } from '../../encoder/attention/window-grid.js';

/** A key that a query sees: its cell, undefined in the padding, and how far the query lies behind it, in cells. */
export interface SeenKey {
  readonly cell: number | undefined;
  readonly down: number;
  readonly across: number;
}

/** The keys of the window in which a cell lies, row by row. */
export function windowKeys({ rows, columns, window }: WindowGrid, cell: number): SeenKey[] {
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  const [top, left] = [row - (row % window), column - (column % window)];
  return Array.from({ length: window * window }, (_, i) => {
    const [r, c] = [top + Math.floor(i / window), left + (i % window)];
    return { cell: r < rows && c < columns ? r * columns + c : undefined, down: row - r, across: column - c };
  });
}
