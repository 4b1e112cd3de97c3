import { kroneckerNoise, kroneckerRow } from '../kronecker.js';
import { dot } from '../matrix.js';
import type { ProbeBuilder } from '../probe-builder.js';
import type { SeenKey } from '../reference/window-keys.js';

/** What positions add to the scores of an attention: as weights of the graph, and as numbers. */
export interface Positions {
  readonly give: (b: ProbeBuilder, name: string) => void;
  /** What they add for one query of one head, by key. */
  readonly biases: (query: Float64Array, head: number) => (key: SeenKey) => number;
}

/** SAM's decomposed relative positions: products of the query with an entry for the rows and one for the columns. */
export function relativePositions(window: number, headWidth: number): Positions {
  const [byRow, byColumn] = [relativeTable(21, window, headWidth), relativeTable(22, window, headWidth)];
  return {
    give(b, name) {
      b.give(`${name}/rel_pos_h`, byRow.table);
      b.give(`${name}/rel_pos_w`, byColumn.table);
    },
    biases(query) {
      const down = byRow.entries.map((entry) => dot(query, entry));
      const across = byColumn.entries.map((entry) => dot(query, entry));
      return (key) => (down[key.down + window - 1] ?? 0) + (across[key.across + window - 1] ?? 0);
    },
  };
}

function relativeTable(seed: number, window: number, headWidth: number) {
  const length = 2 * window - 1;
  const table = kroneckerNoise(seed, [length, 1], [1, headWidth]);
  return { table, entries: Array.from({ length }, (_, i) => kroneckerRow(table, i)) };
}

/** TinyViT's biases by distance, for each head. */
export function distanceBiases(window: number, heads: number): Positions {
  const table = kroneckerNoise(23, [heads, 1], [window, window]);
  return {
    give: (b, name) => b.give(`${name}/biases`, table),
    biases(_query, head) {
      const row = kroneckerRow(table, head);
      return ({ down, across }) => row[Math.abs(down) * window + Math.abs(across)] ?? 0;
    },
  };
}
