import { quantisedProduct, scalesOf } from '../../quantise/quantised-product.js';
import { type Matrix, mapped, matrix, times } from '../matrix.js';
import { noise } from '../noise.js';
import type { Probe } from '../probe.js';
import { ProbeBuilder } from '../probe-builder.js';

/** Of no round number, so that kernels come to the ends of their blocks. */
const [ROWS, INNER, COLUMNS] = [5, 67, 37];

/** All numbers are whole ones that float32 holds, and scales powers of two: nothing is rounded on a right device. */
const TOLERANCE = 1e-6;

const MATRIX = 'probe/weight';

/**
 * A product in 8 bits of numbers that 8 bits hold exactly. Its first columns are the largest weights there are: kernels
 * that add two products in 16 bits overflow there, as those of x86 processors without VNNI do unless told otherwise.
 */
export function int8ProductProbe(lowering: string): Probe {
  const b = new ProbeBuilder('int8-product', lowering, 'int8');
  const x = activations();
  const weights = matrix(INNER, COLUMNS, (i, j) =>
    j < 2 ? 127 * (1 - 2 * j) : (random.data[i * COLUMNS + j] ?? 0) * 128,
  );
  const scales = Array.from({ length: COLUMNS }, (_, j) => 2 ** -(12 + (j % 5)));
  const bias = Array.from({ length: COLUMNS }, (_, j) => (j % 7) / 4 - 1);
  b.giveValue(MATRIX, () => b.int8s([...weights.data], [INNER, COLUMNS]));
  b.giveValue(scalesOf(MATRIX), () => b.floats(scales));
  const product = quantisedProduct(b, b.feed('rows', x), MATRIX, b.floats(bias));
  const sums = times(x, weights);
  const expected = matrix(
    ROWS,
    COLUMNS,
    (i, j) => (sums.data[i * COLUMNS + j] ?? 0) * (scales[j] ?? 0) + (bias[j] ?? 0),
  );
  b.expect('product', product, expected);
  return b.finish(TOLERANCE);
}

const random = noise(81, INNER, COLUMNS);

/** Whole numbers from −128 to 127, both of which occur: then 8 bits stand for just these. */
function activations(): Matrix {
  const values = mapped(noise(82, ROWS, INNER), (value) => value * 128);
  values.data.set([-128, 127, 127, 127, 127, 127]);
  return values;
}
