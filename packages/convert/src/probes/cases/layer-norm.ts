import type { NetworkDescription } from '../../describe/network.js';
import type { Storage } from '../../folder/convert-options.js';
import { layerNorm } from '../../layers/layer-norm.js';
import { evenly } from '../evenly.js';
import { columnsOf, matrix, matrixOf } from '../matrix.js';
import { noise } from '../noise.js';
import type { Probe } from '../probe.js';
import { ProbeBuilder } from '../probe-builder.js';
import { layerNormRow } from '../reference/layer-norm-row.js';
import { giveNorm } from './norm-weights.js';

/**
 * Mean and largest deviation of each row: means of around 1000, whose squares overflow float16 and whose own
 * rounding to it is seen; a row as small as eps; one of zeros. The means are 60 times the standard deviation and
 * not more, because ONNX Runtime's WebGPU kernel takes the variance as E[x²] − E[x]², right only to 1e-7 of x².
 */
const ROWS: readonly (readonly [mean: number, deviation: number])[] = [
  [1000.3125, 32],
  [-1021.6875, 32],
  [777.40625, 32],
  [3.5, 2],
  [0, 1 / 1024],
  [0, 0],
];

/** Of SAM's and of MobileSAM's layer norms the smaller. */
const EPS = 1e-6;

const COLUMNS = 64;

/** Off by 2e-6 with a variance of two passes, by 3e-4 with one of one pass, and by 1e-2 and more in float16. */
const TOLERANCE = 2e-3;

/** Layer norm of rows with large means. */
export function layerNormProbe({ encoder }: NetworkDescription, lowering: string, storage: Storage): Probe {
  const width = encoder.kind === 'sam-vit' ? encoder.width : Math.max(...encoder.widths);
  const deviations = noise(31, 1, width);
  const means = matrix(ROWS.length, 1, (i) => ROWS[i]?.[0] ?? 0);
  const scales = matrix(ROWS.length, 1, (i) => ROWS[i]?.[1] ?? 0);

  const b = new ProbeBuilder('layer-norm', lowering, storage);
  const norm = giveNorm(b, 'probe', 32, width);
  const spread = b.node('Mul', [b.feed('scales', scales), b.feed('deviations', deviations)]);
  const normed = layerNorm(b, b.node('Add', [spread, b.feed('means', means)]), 'probe', EPS);

  const columns = evenly(COLUMNS, width);
  const expected = ROWS.map(([mean, scale]) => {
    const row = deviations.data.map((value) => mean + scale * value);
    return layerNormRow(row, norm, EPS);
  });
  const compared = b.node('Gather', [normed, b.ints(columns)], { axis: 1 });
  b.expect('normed', compared, columnsOf(matrixOf(expected), columns));
  return b.finish(TOLERANCE);
}
