import { MedicoSamError } from '@medicosam/core';

/** A matrix in 8 bits: element [i, j] stands for `values[i, j] · scales[j]`. */
interface QuantisedMatrix {
  /** Row-major, from −127 to 127. */
  readonly values: Int8Array<ArrayBuffer>;
  /** One for each column, above zero. */
  readonly scales: Float32Array<ArrayBuffer>;
}

/** −128 is left out, so that a weight and its opposite are stored alike. */
const LARGEST = 127;

/** float32's smallest normal number: below it devices may take a scale for zero. */
const SMALLEST_SCALE = 2 ** -126;

/**
 * Rounds a matrix [rows, columns] to 8 bits, each column on a scale of its own, symmetric about zero: ONNX Runtime's
 * kernels are more than twice as quick without a zero point of the weights (docs/quantisation.md).
 *
 * A column of zeros, or of numbers so small that no product shows them, becomes zeros.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a value that is no finite number, which 8 bits cannot hold.
 */
export function quantiseColumns(name: string, matrix: Float32Array, columns: number): QuantisedMatrix {
  const scales = new Float32Array(columns);
  for (let row = 0; row < matrix.length; row += columns) {
    for (let column = 0; column < columns; column++) {
      const size = Math.abs(matrix[row + column] ?? 0);
      if (!Number.isFinite(size)) throw notFinite(name);
      if (size > (scales[column] ?? 0)) scales[column] = size;
    }
  }
  for (let column = 0; column < columns; column++) {
    const scale = (scales[column] ?? 0) / LARGEST;
    scales[column] = scale < SMALLEST_SCALE ? 1 : scale;
  }
  const values = new Int8Array(matrix.length);
  for (let row = 0; row < matrix.length; row += columns) {
    for (let column = 0; column < columns; column++) {
      const steps = Math.round((matrix[row + column] ?? 0) / (scales[column] ?? 1));
      // The scale was rounded to float32, so that the largest may be a hair above its last step.
      values[row + column] = Math.max(-LARGEST, Math.min(LARGEST, steps));
    }
  }
  return { values, scales };
}

const notFinite = (name: string) =>
  new MedicoSamError('INVALID_ARGUMENT', {
    message: `The storage int8 holds finite numbers only, and the weight ${name} has others.`,
    hint: 'The checkpoint is damaged, or its training diverged; fp32 keeps its numbers as they are.',
    details: { weight: name },
  });
