/** Some cells of a map, by their index: corners, edges of tiles and windows, the middle, odd places. */
export function sampledCells(rows: number, columns: number): number[] {
  const row = (part: number) => Math.floor(part * (rows - 1));
  const column = (part: number) => Math.floor(part * (columns - 1));
  const cells: readonly (readonly [row: number, column: number])[] = [
    [0, 0],
    [0, column(1)],
    [row(1 / 4), column(1)],
    [row(1 / 4) + 1, 0],
    [row(1 / 3), column(1 / 5)],
    [row(1 / 2), column(1 / 2)],
    [row(2 / 3), column(0.95)],
    [row(3 / 4), column(1 / 8)],
    [row(1), 0],
    [row(1), column(1)],
  ];
  return [...new Set(cells.map(([r, c]) => r * columns + c))];
}
