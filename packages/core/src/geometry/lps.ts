import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Geometry } from '../image/pixel-image.js';

/*
 * Patient space is LPS, millimetres: x to the patient's left, y to posterior, z to superior (as in DICOM). Index
 * space is (i, j, k): column, row and slice, voxel centres at integers.
 *
 *     lps = origin + direction · (i · spacing[0], j · spacing[1], k · spacing[2])
 *
 * RAS (NIfTI) differs in the sign of x and y alone, so that the way there and back is exact.
 */

/** x, y, z in millimetres, or i, j, k. */
export type Vector3 = readonly [number, number, number];

/** An affine map, row-major 4 × 4, the last row 0 0 0 1. */
export type Affine = readonly number[];

/** Header files hold direction cosines with six digits or so. */
const ORTHONORMAL_TOLERANCE = 1e-3;

const invalid = (message: string) => new MedicoSamError('IMAGE_INVALID', { message });

type Columns = readonly [Vector3, Vector3, Vector3];

/** The columns of a row-major 3 × 3 matrix: the directions of i, j and k. */
const columnsOf = ([a, b, c, d, e, f, g, h, i]: Geometry['direction']): Columns => [
  [a, d, g],
  [b, e, h],
  [c, f, i],
];

const dot = (a: Vector3, b: Vector3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

function checkOrthonormal(columns: Columns, tolerance: number): void {
  for (const [a, first] of columns.entries()) {
    for (const [b, second] of columns.entries()) {
      const product = dot(first, second);
      if (Math.abs(product - (a === b ? 1 : 0)) <= tolerance) continue;
      throw invalid(
        a === b
          ? `The direction of an index is a unit vector, got length ${Math.sqrt(product)} for index ${'ijk'[a]}.`
          : `The directions of the indices are perpendicular, got a cosine of ${product} between ${'ijk'[a]} and ${'ijk'[b]}: sheared volumes (a tilted gantry) are not supported.`,
      );
    }
  }
}

/**
 * Checks a geometry: finite, spacings above 0, directions orthonormal within `tolerance` (of their scalar products).
 * Left-handed directions are legal.
 *
 * @throws MedicoSamError `IMAGE_INVALID`.
 */
export function checkGeometry(geometry: Geometry, tolerance = ORTHONORMAL_TOLERANCE): void {
  const { origin, spacing, direction } = geometry;
  const sizes: readonly number[][] = [[...origin], [...spacing], [...direction]];
  if (sizes.map(({ length }) => length).join() !== '3,3,9' || !sizes.flat().every(Number.isFinite)) {
    throw invalid('A geometry has 3 numbers of origin, 3 of spacing and 9 of direction, all finite.');
  }
  if (!spacing.every((value) => value > 0))
    throw invalid(`Spacings are above 0 mm, got ${spacing.join(', ')}.`);
  checkOrthonormal(columnsOf(direction), tolerance);
}

/** The place in the patient, LPS mm, of index (i, j, k); fractions lie between voxel centres. */
export function indexToLps({ origin, spacing, direction }: Geometry, [i, j, k]: Vector3): Vector3 {
  const [a, b, c, d, e, f, g, h, l] = direction;
  const [x, y, z] = [i * spacing[0], j * spacing[1], k * spacing[2]];
  return [
    origin[0] + a * x + b * y + c * z,
    origin[1] + d * x + e * y + f * z,
    origin[2] + g * x + h * y + l * z,
  ];
}

/** The index (i, j, k), with fractions, of a place in the patient, LPS mm: the inverse of {@link indexToLps}. */
export function lpsToIndex({ origin, spacing, direction }: Geometry, [x, y, z]: Vector3): Vector3 {
  const [u, v, w] = columnsOf(direction);
  const offset: Vector3 = [x - origin[0], y - origin[1], z - origin[2]];
  // The true inverse and not the transpose: cosines from a header are orthonormal to a few digits only.
  const volume = dot(u, cross(v, w));
  return [
    dot(cross(v, w), offset) / volume / spacing[0],
    dot(cross(w, u), offset) / volume / spacing[1],
    dot(cross(u, v), offset) / volume / spacing[2],
  ];
}

/** LPS to RAS, and RAS to LPS: the signs of x and y change, exactly. */
export function flipLpsRas([x, y, z]: Vector3): Vector3 {
  // 0 − 0 is 0, where −0 would not be.
  return [0 - x, 0 - y, z];
}

/** The affine from index (i, j, k) to LPS mm. */
export function lpsAffine({ origin, spacing, direction }: Geometry): Affine {
  const rows = [0, 1, 2].map((row) => [
    ...[0, 1, 2].map((column) => (direction[row * 3 + column] as number) * (spacing[column] as number)),
    origin[row] as number,
  ]);
  return [...rows.flat(), 0, 0, 0, 1];
}

/** The affine from index (i, j, k) to RAS mm, as NIfTI's sform holds it. */
export function rasAffine(geometry: Geometry): Affine {
  return lpsAffine(geometry).map((value, index) => (index < 8 ? 0 - value : value));
}

/**
 * The geometry of an affine from index (i, j, k) to LPS mm.
 *
 * @throws MedicoSamError `IMAGE_INVALID` when it is not 4 × 4, collapses an index, or shears.
 */
export function geometryOfLpsAffine(affine: Affine, tolerance = ORTHONORMAL_TOLERANCE): Geometry {
  if (affine.length !== 16) throw invalid(`An affine is 4 × 4 numbers, got ${affine.length}.`);
  const at = (row: number, column: number) => affine[row * 4 + column] as number;
  const column = (index: number): Vector3 => [at(0, index), at(1, index), at(2, index)];
  const columns: Columns = [column(0), column(1), column(2)];
  const [a, b, c] = columns.map((vector) => Math.hypot(...vector)) as [number, number, number];
  const unit = (row: 0 | 1 | 2): Vector3 => [columns[0][row] / a, columns[1][row] / b, columns[2][row] / c];
  const geometry: Geometry = {
    origin: column(3),
    spacing: [a, b, c],
    direction: [...unit(0), ...unit(1), ...unit(2)],
  };
  checkGeometry(geometry, tolerance);
  return geometry;
}

/**
 * The geometry of an affine from index (i, j, k) to RAS mm, such as NIfTI's sform.
 *
 * @throws MedicoSamError `IMAGE_INVALID` as {@link geometryOfLpsAffine}.
 */
export function geometryOfRasAffine(affine: Affine, tolerance = ORTHONORMAL_TOLERANCE): Geometry {
  return geometryOfLpsAffine(
    affine.map((value, index) => (index < 8 ? 0 - value : value)),
    tolerance,
  );
}
