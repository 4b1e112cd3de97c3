import type { Geometry, Vector3 } from '@medicosam/core';
import type { Warnings } from '../warnings.js';
import type { FrameAttributes } from './functional-groups.js';

/** Where a frame lies in the patient, LPS mm. */
export interface Plane {
  /** Centre of its first pixel. */
  readonly position: Vector3;
  /** Unit vector along which x grows. */
  readonly row: Vector3;
  /** Unit vector along which y grows. */
  readonly column: Vector3;
  /** Distance of pixel centres along x and y. */
  readonly spacing: readonly [number, number];
  readonly sliceThickness?: number | undefined;
  readonly spacingBetweenSlices?: number | undefined;
  readonly frameOfReference?: string | undefined;
}

const COSINE_TOLERANCE = 1e-3;

export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Reads a frame's place; undefined where the file states none, and, with a warning, where it cannot mean it. */
export function readPlane({ group, dataSet, frame }: FrameAttributes, warnings: Warnings): Plane | undefined {
  const positions = group('x00209113').decimals('x00200032');
  const cosines = group('x00209116').decimals('x00200037');
  const measures = group('x00289110');
  const [rowSpacing = Number.NaN, columnSpacing = Number.NaN] = measures.decimals('x00280030');
  if (positions.length === 0 && cosines.length === 0) return undefined;
  const row = cosines.slice(0, 3) as unknown as Vector3;
  const column = cosines.slice(3) as unknown as Vector3;
  const numbers = [...positions, ...cosines, rowSpacing, columnSpacing];
  const isWhole = positions.length === 3 && cosines.length === 6 && numbers.every(Number.isFinite);
  const isOrthonormal =
    isWhole &&
    Math.abs(dot(row, row) - 1) < COSINE_TOLERANCE &&
    Math.abs(dot(column, column) - 1) < COSINE_TOLERANCE &&
    Math.abs(dot(row, column)) < COSINE_TOLERANCE;
  if (!isOrthonormal || !(rowSpacing > 0) || !(columnSpacing > 0)) {
    warnings.add(
      'GEOMETRY_UNUSABLE',
      'The position, orientation or pixel spacing that the file states is incomplete or impossible.',
    );
    return undefined;
  }
  const first = positions as unknown as Vector3;
  const offset = gridOffset(dataSet.decimals('x3004000c'), frame);
  const normal = cross(row, column);
  return {
    position: [0, 1, 2].map(
      (i) => (first[i] as number) + offset * (normal[i] as number),
    ) as unknown as Vector3,
    row,
    column,
    spacing: [columnSpacing, rowSpacing],
    sliceThickness: measures.decimal('x00180050'),
    spacingBetweenSlices: measures.decimal('x00180088'),
    frameOfReference: dataSet.text('x00200052'),
  };
}

/** RT Dose: how far each plane lies from the first; either from it, or as z, of which the first is not 0. */
function gridOffset(offsets: readonly number[], frame: number): number {
  const [first = 0] = offsets;
  const offset = offsets[frame];
  return offset === undefined || !Number.isFinite(offset - first) ? 0 : offset - first;
}

/**
 * The geometry of a single frame. Its third spacing is the stated distance of slices, else their thickness, else 1
 * mm: nothing of a single frame lies along it.
 */
export function planeGeometry(plane: Plane): Geometry {
  const { position, row, column, spacing, sliceThickness, spacingBetweenSlices, frameOfReference } = plane;
  const normal = cross(row, column);
  const between =
    [spacingBetweenSlices, sliceThickness].find((value) => value !== undefined && value > 0) ?? 1;
  return {
    origin: position,
    spacing: [...spacing, between],
    direction: [row[0], column[0], normal[0], row[1], column[1], normal[1], row[2], column[2], normal[2]],
    ...(frameOfReference === undefined ? {} : { frameOfReference }),
  };
}
