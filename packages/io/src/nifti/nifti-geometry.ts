import type { Affine, Geometry, Warning } from '@medicosam/core';
import { geometryOfAffine } from '../voxels/geometry-of-affine.js';
import { flipAffine } from './flip-affine.js';
import type { NiftiHeader } from './nifti-header.js';
import { rotationOfQuaternion } from './quaternion.js';

/*
 * Where voxels lie. A NIfTI header can say it three times, and the rule is nibabel's:
 *
 *     sform_code > 0   the affine of the three rows srow_x, srow_y, srow_z
 *     qform_code > 0   a rotation (quaternion), voxel sizes, an offset; qfac −1 turns k around
 *     neither          voxel sizes alone: the volume's middle is put at the origin, i runs to the left
 *
 * All of it is RAS mm (x to the right, y to anterior, z to superior), and is brought to LPS.
 */

/** Which part of the header says where the voxels lie. */
export type NiftiPlacement = 'sform' | 'qform' | 'assumed';

/** Where the voxels of a file lie, as it says it. */
export interface NiftiPlace {
  /** Index (i, j, k) → LPS mm, row-major 4 × 4; also where the axes are not perpendicular. */
  readonly affine: Affine;
  /** Which part of the header says so. */
  readonly placement: NiftiPlacement;
}

/** Millimetres a unit; files that do not name theirs mean mm. */
const MILLIMETRES = { mm: 1, m: 1000, µm: 0.001, unknown: 1 } as const;

/** Two affines are the same where no corner of the volume moves by more than this part of a voxel … */
const SAME_VOXEL = 0.1;
/** … and what a quaternion close to half a turn loses, in radians: its a is not stored, and 0 below √1e-7. */
const QUATERNION_ROUNDING = 7e-4;

/** The place of a volume; what is odd about it becomes warnings. */
export function niftiGeometry(
  header: NiftiHeader,
  warnings: Warning[],
): NiftiPlace & { readonly geometry: Geometry | undefined } {
  const warn = (code: string, message: string) => warnings.push({ code, message });
  const sizes = [0, 1, 2].map((axis) => header.sizes[axis] ?? 1);
  const usable = (name: string, code: number, affine: Affine | undefined) => {
    if (code <= 0) return undefined;
    if (affine && isInvertible(affine)) return affine;
    warn(
      'GEOMETRY_UNUSABLE',
      `The ${name} of the header is no affine that can be undone: it was passed over.`,
    );
    return undefined;
  };
  const sform = usable('sform', header.sformCode, [...header.sform, 0, 0, 0, 1]);
  const qform = usable('qform', header.qformCode, qformAffine(header));
  const stated = sform ?? qform;
  if (sform && qform) {
    const moved = largestMove(sform, qform, sizes);
    const voxel = Math.min(...columnLengths(sform));
    const extent = Math.hypot(
      ...columnLengths(sform).map((length, axis) => length * (sizes[axis] as number)),
    );
    if (moved > SAME_VOXEL * voxel + QUATERNION_ROUNDING * extent) {
      warn(
        'GEOMETRY_DISAGREES',
        `The sform and the qform of the header disagree by up to ${moved.toPrecision(3)} ${header.unit === 'unknown' ? 'mm' : header.unit}: the sform was taken.`,
      );
    }
  }
  if (!stated) {
    warn(
      'GEOMETRY_ASSUMED',
      'The header does not say where the voxels lie: sizes are known, place and left or right are assumed.',
    );
  }
  const factor = MILLIMETRES[header.unit];
  if (factor !== 1) {
    warn('UNIT_CONVERTED', `The header gives lengths in ${header.unit}: they were converted to mm.`);
  }
  const affine = flipAffine(scaled(stated ?? assumedAffine(header, sizes), factor));
  const geometry = geometryOfAffine(affine);
  if (geometry === undefined) {
    warn(
      'GEOMETRY_SHEARED',
      'The axes of the voxels are not perpendicular (a tilted gantry): the volume has no geometry, its affine holds where it lies.',
    );
  }
  return { affine, placement: sform ? 'sform' : qform ? 'qform' : 'assumed', geometry };
}

const positive = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) && value !== 0 ? Math.abs(value) : 1;

function qformAffine({ qform, pixdim }: NiftiHeader): Affine | undefined {
  const [b, c, d, x, y, z] = qform as [number, number, number, number, number, number];
  const rotation = rotationOfQuaternion([b, c, d]);
  if (!rotation) return undefined;
  const qfac = (pixdim[0] as number) < 0 ? -1 : 1;
  const steps = [positive(pixdim[1]), positive(pixdim[2]), qfac * positive(pixdim[3])];
  const row = (index: number, offset: number) => [
    ...steps.map((step, column) => (rotation[3 * index + column] as number) * step),
    offset,
  ];
  return [...row(0, x), ...row(1, y), ...row(2, z), 0, 0, 0, 1];
}

/** As nibabel has it. */
function assumedAffine({ pixdim }: NiftiHeader, sizes: readonly number[]): Affine {
  const steps = [-positive(pixdim[1]), positive(pixdim[2]), positive(pixdim[3])];
  return [
    ...steps.flatMap((step, row) => [
      ...steps.map((_, column) => (row === column ? step : 0)),
      (-step * ((sizes[row] as number) - 1)) / 2,
    ]),
    ...[0, 0, 0, 1],
  ];
}

const scaled = (affine: Affine, factor: number): Affine =>
  factor === 1 ? affine : affine.map((value, index) => (index < 12 ? value * factor : value));

const columnLengths = (affine: Affine): number[] =>
  [0, 1, 2].map((column) => Math.hypot(...[0, 4, 8].map((row) => affine[row + column] as number)));

function isInvertible(affine: Affine): boolean {
  if (!affine.every(Number.isFinite)) return false;
  const [a, b, c, , d, e, f, , g, h, i] = affine as number[] as [
    ...[number, number, number, number],
    ...[number, number, number, number],
    ...[number, number, number, number],
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const box = columnLengths(affine).reduce((product, length) => product * length, 1);
  return box > 0 && Number.isFinite(box) && Math.abs(determinant) > 1e-6 * box;
}

/** How far apart two affines put a corner of the volume, at most. */
function largestMove(first: Affine, second: Affine, sizes: readonly number[]): number {
  const difference = first.map((value, index) => value - (second[index] as number));
  let largest = 0;
  for (let corner = 0; corner < 8; corner++) {
    const index = sizes.map((size, axis) => ((corner >> axis) & 1) * (size - 1));
    const move = [0, 4, 8].map((row) =>
      index.reduce(
        (sum, value, axis) => sum + value * (difference[row + axis] as number),
        difference[row + 3] as number,
      ),
    );
    largest = Math.max(largest, Math.hypot(...move));
  }
  return largest;
}
