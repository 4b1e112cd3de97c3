import type { Affine } from '@medicosam/core';

/** Where indices grow to, from LPS: the letters of the positive and the negative end of x, y and z. */
const ENDS = [
  ['L', 'R'],
  ['P', 'A'],
  ['S', 'I'],
] as const;
/** Under so many degrees nobody speaks of oblique slices. */
const STRAIGHT_DEGREES = 0.1;

/** How a grid lies in the patient, in words that people use. */
export interface Orientation {
  readonly spacing: readonly [number, number, number];
  readonly origin: readonly [number, number, number];
  readonly orientation: string;
  readonly obliqueDegrees?: number;
}

/** Spacing, origin and orientation of an affine, index to LPS mm. */
export function orientationOf(affine: Affine): Orientation {
  const at = (row: number, column: number) => affine[row * 4 + column] as number;
  const columns = [0, 1, 2].map((column) => [at(0, column), at(1, column), at(2, column)] as const);
  const spacing = columns.map((column) => Math.hypot(...column)) as [number, number, number];
  const angles: number[] = [];
  // Each letter once: of two indices nearest to the same direction the second gets what is left.
  const left = new Set([0, 1, 2]);
  const letters = columns.map((column, index) => {
    const size = (axis: number) => Math.abs(column[axis] as number);
    const axis = [...left].reduce((best, other) => (size(other) > size(best) ? other : best));
    left.delete(axis);
    angles.push((Math.acos(Math.min(1, size(axis) / (spacing[index] as number))) * 180) / Math.PI);
    return (ENDS[axis] as (typeof ENDS)[number])[(column[axis] as number) >= 0 ? 0 : 1];
  });
  const obliqueDegrees = Math.max(...angles);
  return {
    spacing,
    origin: [at(0, 3), at(1, 3), at(2, 3)],
    orientation: letters.join(''),
    ...(obliqueDegrees > STRAIGHT_DEGREES ? { obliqueDegrees } : {}),
  };
}
