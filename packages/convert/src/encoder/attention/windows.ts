import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, slice, transpose } from '../../layers/arrange.js';
import { once } from '../../layers/once.js';
import type { WindowGrid } from './window-grid.js';

/** Tokens [rows·columns, width] as windows [down·across, window², width], padded with `fill` [width]. */
export function toWindows(
  b: GraphBuilder,
  tokens: Value,
  grid: WindowGrid,
  width: number,
  fill: Value,
): Value {
  const { window, down, across } = grid;
  const cells = reshape(b, padMap(b, tokens, grid, width, fill), [down, window, across, window, width]);
  return reshape(b, transpose(b, cells, [0, 2, 1, 3, 4]), [down * across, window * window, width]);
}

/** The inverse of {@link toWindows}; the padding is dropped. */
export function fromWindows(b: GraphBuilder, windows: Value, grid: WindowGrid, width: number): Value {
  const { window, down, across } = grid;
  const cells = reshape(b, windows, [down, across, window, window, width]);
  return cropMap(b, transpose(b, cells, [0, 2, 1, 3, 4]), grid, width);
}

/** Tokens [rows·columns, parts·d] as [parts, down·across, window², d] in one transposition, padded with `fill`. */
export function toWindowParts(
  b: GraphBuilder,
  tokens: Value,
  grid: WindowGrid,
  [parts, d]: readonly [parts: number, d: number],
  fill: Value,
): Value {
  const { window, down, across } = grid;
  const padded = padMap(b, tokens, grid, parts * d, fill);
  const cells = reshape(b, padded, [down, window, across, window, parts, d]);
  return reshape(b, transpose(b, cells, [4, 0, 2, 1, 3, 5]), [parts, down * across, window * window, d]);
}

/** The inverse of {@link toWindowParts}; the padding is dropped. */
export function fromWindowParts(
  b: GraphBuilder,
  x: Value,
  grid: WindowGrid,
  [parts, d]: readonly [parts: number, d: number],
): Value {
  const { window, down, across } = grid;
  const cells = reshape(b, x, [parts, down, across, window, window, d]);
  return cropMap(b, transpose(b, cells, [1, 3, 2, 4, 0, 5]), grid, parts * d);
}

/**
 * The columns and rows beyond the map are each one constant, put there as often as needed: as one block they
 * would be a constant of megabytes for every attention.
 */
function padMap(b: GraphBuilder, tokens: Value, grid: WindowGrid, width: number, fill: Value): Value {
  const { rows, columns, window, down, across } = grid;
  const [right, bottom] = [across * window - columns, down * window - rows];
  if (right === 0 && bottom === 0) return tokens;
  let map = reshape(b, tokens, [rows, columns, width]);
  if (right > 0) map = appended(b, map, 1, right, filled(b, fill, [rows, 1, width]));
  if (bottom > 0) map = appended(b, map, 0, bottom, filled(b, fill, [1, columns + right, width]));
  return map;
}

const filled = (b: GraphBuilder, fill: Value, dims: readonly number[]): Value =>
  once(b, `${fill} for ${dims}`, () => b.node('Expand', [fill, b.ints(dims)]));

const appended = (b: GraphBuilder, x: Value, axis: number, times: number, part: Value): Value =>
  b.node('Concat', [x, ...Array<Value>(times).fill(part)], { axis });

function cropMap(b: GraphBuilder, x: Value, grid: WindowGrid, width: number): Value {
  const { rows, columns } = grid;
  const [paddedRows, paddedColumns] = [grid.down * grid.window, grid.across * grid.window];
  let map = reshape(b, x, [paddedRows, paddedColumns, width]);
  if (paddedRows > rows) map = slice(b, map, 0, 0, rows);
  if (paddedColumns > columns) map = slice(b, map, 1, 0, columns);
  return reshape(b, map, [rows * columns, width]);
}
