import type { NetworkDescription } from '../../describe/network.js';
import type { Storage } from '../../folder/convert-options.js';
import { reshape } from '../../layers/arrange.js';
import { columnsOf, matrix, matrixOf } from '../matrix.js';
import { noise } from '../noise.js';
import type { Probe } from '../probe.js';
import { ProbeBuilder } from '../probe-builder.js';
import { softmaxRow } from '../reference/softmax-row.js';

/**
 * Factors of the logits, which reach twice as far: from equal ones to ±128, where `exp` overflows float32 (beyond
 * 88) unless the row's largest is subtracted first.
 */
const SCALES = [0, 0.25, 2, 8, 40, 64];

/** Sampled from each row: its largest and a few besides. */
const COLUMNS = 16;

/** Logits are exact, so what is left is the error of `exp`, a few 1e-7 on a GPU and 6e-8 on ONNX Runtime's CPU. */
const TOLERANCE = 5e-6;

/** Softmax of rows as long as an attention over the whole embedding. */
export function softmaxProbe(
  { encoder: { grid } }: NetworkDescription,
  lowering: string,
  storage: Storage,
): Probe {
  const b = new ProbeBuilder('softmax', lowering, storage);
  const scales = matrix(SCALES.length, 1, (i) => SCALES[i] ?? 0);
  const byRow = noise(1, grid, 1);
  const byColumn = noise(2, grid, 1);
  const cells = b.node('Add', [
    b.feed('by_row', byRow),
    reshape(b, b.feed('by_column', byColumn), [1, grid]),
  ]);
  const logits = b.node('Mul', [b.feed('scales', scales), reshape(b, cells, [1, grid * grid])]);
  const probabilities = b.node('Softmax', [logits], { axis: -1 });

  const sums = matrix(grid, grid, (r, c) => (byRow.data[r] ?? 0) + (byColumn.data[c] ?? 0)).data;
  const columns = sampledColumns(sums);
  const expected = matrixOf(SCALES.map((scale) => softmaxRow(sums.map((sum) => scale * sum))));
  const compared = b.node('Gather', [probabilities, b.ints(columns)], { axis: 1 });
  b.expect('probabilities', compared, columnsOf(expected, columns));
  return b.finish(TOLERANCE);
}

/** Columns of the largest sums, where a softmax is not zero, and evenly spread ones. */
function sampledColumns(sums: Float64Array): number[] {
  const order = [...sums.keys()].sort((i, j) => (sums[j] ?? 0) - (sums[i] ?? 0) || i - j);
  const spread = Array.from({ length: COLUMNS / 2 }, (_, i) =>
    Math.floor((i * (sums.length - 1)) / (COLUMNS / 2 - 1)),
  );
  return [...new Set([...order.slice(0, COLUMNS / 2), ...spread])];
}
