import type { Types } from '@cornerstonejs/core';
import type { ShownSeries } from '../series/shown-series.js';

/** Which way a picture's x and y grow as radiologists see it, in LPS: to the patient's left, to the back, to the feet. */
const AXIAL = { x: [0, 1], y: [1, 1] } as const;
const SAGITTAL = { x: [1, 1], y: [2, -1] } as const;
const CORONAL = { x: [0, 1], y: [2, -1] } as const;

const signAlong = (vector: readonly number[], [axis, sign]: readonly [number, number]) =>
  sign * (vector[axis] ?? 0);

/**
 * Mirrors a stack whose rows run right to left or from the feet up, as those of NIfTI do, so that it looks as DICOM's do.
 * Letters at the edges say which way it is.
 */
export function setUpright(stack: Types.IStackViewport, { row, column, isPlaced }: ShownSeries): void {
  if (!isPlaced) return;
  const normal = [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ].map(Math.abs);
  const { x, y } = [SAGITTAL, CORONAL, AXIAL][normal.indexOf(Math.max(...normal))] ?? AXIAL;
  stack.setCamera({ flipHorizontal: signAlong(row, x) < 0, flipVertical: signAlong(column, y) < 0 });
}
