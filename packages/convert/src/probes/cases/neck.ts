import type { NetworkDescription } from '../../describe/network.js';
import type { Storage } from '../../folder/convert-options.js';
import { reshape } from '../../layers/arrange.js';
import { neck } from '../../layers/neck.js';
import { factors, kroneckerMatrix, kroneckerNoise, kroneckerRow, kroneckerTimes } from '../kronecker.js';
import { matrix } from '../matrix.js';
import type { Probe } from '../probe.js';
import { ProbeBuilder } from '../probe-builder.js';
import { convolvedCell } from '../reference/convolved-cell.js';
import { layerNormRow } from '../reference/layer-norm-row.js';
import { sampledCells } from '../sampled-cells.js';
import { giveNorm } from './norm-weights.js';

/** Few, so that the file stays small; multiples of four, for which kernels have a form of their own. */
const WIDTH = 16;
const CHANNELS = 8;

const EPS = 1e-6;

/** ONNX Runtime's CPU is off by 6e-7; other ways to convolve, such as Winograd's, by a few times more. */
const TOLERANCE = 5e-5;

/** The neck of the encoder on a map of its true size: 1×1 convolution, norm, 3×3 convolution, norm. */
export function neckProbe(
  { encoder: { grid } }: NetworkDescription,
  lowering: string,
  storage: Storage,
): Probe {
  const tokens = kroneckerNoise(41, [grid, grid], factors(WIDTH));
  const narrow = kroneckerNoise(42, factors(WIDTH), factors(CHANNELS));
  const kernel = kroneckerNoise(43, [CHANNELS, 1], [CHANNELS, 9]);

  const b = new ProbeBuilder('neck', lowering, storage);
  b.give('encoder/neck/conv1/weight', narrow);
  b.give('encoder/neck/conv2/weight', kernel, [CHANNELS, CHANNELS, 3, 3]);
  const norm1 = giveNorm(b, 'encoder/neck/norm1', 44, CHANNELS);
  const norm2 = giveNorm(b, 'encoder/neck/norm2', 46, CHANNELS);
  const image = neck(b, b.feedKronecker('tokens', tokens), grid, CHANNELS);

  const kernels = kroneckerMatrix(kernel);
  const cells = sampledCells(grid, grid);
  const narrowed = kroneckerTimes(tokens, narrow);
  const normed = (cell: number) => layerNormRow(kroneckerRow(narrowed, cell), norm1, EPS);
  const expected = cells.map((cell) => layerNormRow(convolvedCell(kernels, normed, grid, cell), norm2, EPS));
  b.expect(
    'embedding',
    b.node('Gather', [reshape(b, image, [CHANNELS, grid * grid]), b.ints(cells)], { axis: 1 }),
    matrix(CHANNELS, cells.length, (channel, i) => expected[i]?.[channel] ?? 0),
  );
  return b.finish(TOLERANCE);
}
