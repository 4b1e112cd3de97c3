import type { GraphBuilder, Value } from '@medicosam/onnx';
import { reshape, slice, transpose } from '../layers/arrange.js';
import { once } from '../layers/once.js';
import { range } from './ranges.js';
import type { WindowGrid } from './window-grid.js';

/** Whether windows reach beyond the map. */
const isPadded = ({ rows, columns, window, down, across }: WindowGrid): boolean =>
  down * window > rows || across * window > columns;

const isWhole = (grid: WindowGrid): boolean => !isPadded(grid) && grid.down * grid.across === 1;

/**
 * Tokens [rows·columns, width] with one more of zeros where windows reach beyond the map. What is then done to
 * tokens is done to padding, once for all of it.
 */
export function withPaddingToken(b: GraphBuilder, tokens: Value, grid: WindowGrid, width: number): Value {
  if (!isPadded(grid)) return tokens;
  const zeros = once(b, `zeros ${width}`, () => b.node('Expand', [b.scalar(0), b.ints([1, width])]));
  return b.node('Concat', [tokens, zeros], { axis: 0 });
}

/** Tokens [rows·columns (+ 1), …] in the order of windows: [down·across·window², …]. */
export function toWindows(b: GraphBuilder, tokens: Value, grid: WindowGrid): Value {
  if (isWhole(grid)) return tokens;
  const { rows, columns, window, down, across } = grid;
  const order = once(b, `to windows ${rows} ${columns} ${window}`, () => {
    const map = reshape(b, range(b, rows * columns), [rows, columns]);
    const padded = isPadded(grid) ? padIndex(b, map, grid) : map;
    const cells = reshape(b, padded, [down, window, across, window]);
    return reshape(b, transpose(b, cells, [0, 2, 1, 3]), [down * window * across * window]);
  });
  return b.node('Gather', [tokens, order], { axis: 0 });
}

/** The inverse of {@link toWindows}: [rows·columns, …], without padding. */
export function fromWindows(b: GraphBuilder, windows: Value, grid: WindowGrid): Value {
  if (isWhole(grid)) return windows;
  const { rows, columns, window, down, across } = grid;
  const order = once(b, `from windows ${rows} ${columns} ${window}`, () => {
    const cells = reshape(b, range(b, down * window * across * window), [down, across, window, window]);
    const map = reshape(b, transpose(b, cells, [0, 2, 1, 3]), [down * window, across * window]);
    return reshape(b, slice(b, slice(b, map, 0, 0, rows), 1, 0, columns), [rows * columns]);
  });
  return b.node('Gather', [windows, order], { axis: 0 });
}

/** A map of token indices with the index after the last at every cell that windows reach beyond it. */
function padIndex(b: GraphBuilder, map: Value, { rows, columns, window, down, across }: WindowGrid): Value {
  const pads = b.ints([0, 0, down * window - rows, across * window - columns]);
  return b.node('Pad', [map, pads, b.ints([rows * columns], [])]);
}
