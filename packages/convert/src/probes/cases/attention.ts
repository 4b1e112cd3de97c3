import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { AttentionShape } from '../../encoder/attention/attention-shape.js';
import type { Storage } from '../../folder/convert-options.js';
import { factors, type Kronecker, kroneckerNoise, kroneckerRow, kroneckerTimes } from '../kronecker.js';
import { matrix, matrixOf, rowOf } from '../matrix.js';
import type { Probe } from '../probe.js';
import { ProbeBuilder } from '../probe-builder.js';
import { attendHeads } from '../reference/attend-heads.js';
import { windowKeys } from '../reference/window-keys.js';
import { sampledCells } from '../sampled-cells.js';
import type { Positions } from './positions.js';

/** One attention of an encoder to be probed. */
export interface AttentionCase {
  readonly name: string;
  readonly shape: AttentionShape;
  /** The layer that the lowering writes: tokens [rows·columns, heads·d] in and out. */
  readonly write: (b: GraphBuilder, tokens: Value, name: string, shape: AttentionShape) => Value;
  readonly positions: Positions;
}

/** ONNX Runtime's CPU is off by up to 1.2e-5, where a value of 10 and more is gathered; float16 by 6e-4 and more. */
const TOLERANCE = 1.5e-4;

const LAYER = 'probe';

/** An attention of the encoder as it is written, on a map of its true size; a few rows of the result are compared. */
export function attentionProbe(attention: AttentionCase, lowering: string, storage: Storage): Probe {
  const { name, shape, write, positions } = attention;
  const { grid, heads, headWidth } = shape;
  const width = heads * headWidth;
  const tokens = kroneckerNoise(11, [grid.rows, grid.columns], factors(width));
  const weight = projection(shape);
  const bias = kroneckerNoise(13, [1, 1], factors(3 * width));

  const b = new ProbeBuilder(name, lowering, storage);
  b.give(`${LAYER}/qkv/weight`, weight);
  b.give(`${LAYER}/qkv/bias`, bias, [3 * width]);
  positions.give(b, LAYER);
  const attended = write(b, b.feedKronecker('tokens', tokens), LAYER, shape);

  const cells = sampledCells(grid.rows, grid.columns);
  const projected = projectedCells(kroneckerTimes(tokens, weight), kroneckerRow(bias, 0));
  const expected = cells.map((cell) => expectedRow(attention, cell, projected));
  b.expect('attended', b.node('Gather', [attended, b.ints(cells)], { axis: 0 }), matrixOf(expected));
  return b.finish(TOLERANCE);
}

/** Weights [width, 3·width] of queries, keys and values; queries are so small that scores are a few units. */
function projection({ heads, headWidth }: AttentionShape): Kronecker {
  const width = heads * headWidth;
  const [left, right] = factors(width);
  const noisy = kroneckerNoise(12, [left, right], [3 * left, right]);
  // The variance of a value of noise is 1/3, of a product of two 1/9, of a sum of `width` products of those …
  let deviation = (width / 81) * Math.sqrt(headWidth);
  let scale = 1;
  for (; deviation > 2; deviation /= 2) scale /= 2;
  return {
    left: matrix(left, 3 * left, (i, j) => (rowOf(noisy.left, i)[j] ?? 0) * (j < left ? scale : 1)),
    right: noisy.right,
  };
}

/** Queries, keys and values of a cell, each made once; a cell of the padding has the biases alone. */
function projectedCells(projected: Kronecker, bias: Float64Array) {
  const made = new Map<number, Float64Array>();
  return (cell: number | undefined): Float64Array => {
    if (cell === undefined) return bias;
    let row = made.get(cell);
    if (!row) {
      row = kroneckerRow(projected, cell).map((value, i) => value + (bias[i] ?? 0));
      made.set(cell, row);
    }
    return row;
  };
}

function expectedRow(
  { shape: { grid, heads, headWidth }, positions }: AttentionCase,
  cell: number,
  projected: (cell: number | undefined) => Float64Array,
): Float64Array {
  const width = heads * headWidth;
  const seen = windowKeys(grid, cell);
  const part = (row: Float64Array, index: number) => row.subarray(index * width, (index + 1) * width);
  const rows = seen.map((key) => projected(key.cell));
  const query = part(projected(cell), 0);
  const biases = Array.from({ length: heads }, (_, head) => {
    const bias = positions.biases(query.subarray(head * headWidth, (head + 1) * headWidth), head);
    return Float64Array.from(seen, bias);
  });
  const keys = rows.map((row) => part(row, 1));
  const values = rows.map((row) => part(row, 2));
  return attendHeads(heads, { query, keys, values, biases });
}
