import type { Affine, Geometry, Warning } from '@medicosam/core';
import { formatInvalid } from '../format-errors.js';
import { geometryOfAffine } from '../voxels/geometry-of-affine.js';
import type { NrrdHeader } from './nrrd-header.js';
import { type NrrdLayout, splitVectors } from './nrrd-layout.js';

/** Where the voxels of a file lie. */
interface NrrdGeometry {
  /** Index (i, j, k) → LPS mm, row-major 4 × 4; absent when the file does not say. */
  readonly affine: Affine | undefined;
  /** Absent when the file does not say, and when its axes are not perpendicular. */
  readonly geometry: Geometry | undefined;
}

/** Signs that bring x, y and z of a space to LPS. Spaces with a time have it as a fourth axis. */
const SPACES: Readonly<Record<string, readonly [number, number, number]>> = {
  'left-posterior-superior': [1, 1, 1],
  lps: [1, 1, 1],
  'right-anterior-superior': [-1, -1, 1],
  ras: [-1, -1, 1],
  'left-anterior-superior': [1, -1, 1],
  las: [1, -1, 1],
};

const MILLIMETRES: Readonly<Record<string, number>> = { mm: 1, m: 1000, cm: 10, um: 0.001, µm: 0.001, '': 1 };

type Warn = (code: string, message: string) => void;

/** The place of a volume; what is odd about it becomes warnings. */
export function nrrdGeometry(header: NrrdHeader, layout: NrrdLayout, warnings: Warning[]): NrrdGeometry {
  const warn: Warn = (code, message) => warnings.push({ code, message });
  const affine = statedAffine(header, layout, warn) ?? spacingAffine(header, layout, warn);
  const geometry = affine && geometryOfAffine(affine);
  if (affine && geometry === undefined) {
    warn(
      'GEOMETRY_SHEARED',
      'The axes of the voxels are not perpendicular, or fall together: the volume has no geometry.',
    );
  }
  return { affine, geometry };
}

function statedAffine(header: NrrdHeader, layout: NrrdLayout, warn: Warn): Affine | undefined {
  const { fields } = header;
  const directions = splitVectors(fields.get('space directions'));
  if (!directions) return undefined;
  if (directions.length !== layout.sizes.length) {
    throw formatInvalid('NRRD', `has ${directions.length} space directions for ${layout.sizes.length} axes`);
  }
  const space =
    fields
      .get('space')
      ?.toLowerCase()
      .replace(/-time$|t$/, '') ?? '';
  const signs = SPACES[space];
  if (!signs) {
    warn(
      'GEOMETRY_MISSING',
      'The space of the file is no anatomical one: where the voxels lie is not known.',
    );
    return undefined;
  }
  const factor = unitFactor(fields.get('space units'), warn);
  if (factor === undefined) return undefined;
  const at = (vector: readonly number[]) =>
    signs.map((sign, axis) => 0 + sign * factor * (vector[axis] as number));
  const column = (axis: number) => (axis < 0 ? undefined : at(parseVector(directions[axis] as string)));
  const [i, j, k] = layout.spatial.map(column);
  const origin = fields.get('space origin');
  if (origin === undefined) {
    warn(
      'GEOMETRY_ASSUMED',
      'The file does not say where its first voxel is (space origin): 0, 0, 0 was taken.',
    );
  }
  const first = at(origin === undefined ? [0, 0, 0] : parseVector(origin));
  if (!i || !j) return undefined;
  const normal = k ?? unitNormal(i, j);
  return [0, 1, 2]
    .flatMap((row) => [i, j, normal, first].map((vector) => vector[row] as number))
    .concat(0, 0, 0, 1);
}

/** An image has a normal of its own, one millimetre long. */
function unitNormal(a: readonly number[], b: readonly number[]): number[] {
  const [ax, ay, az] = a as [number, number, number];
  const [bx, by, bz] = b as [number, number, number];
  const cross = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
  const length = Math.hypot(...cross);
  return cross.map((value) => value / length);
}

/** Of files with voxel sizes alone. */
function spacingAffine({ fields }: NrrdHeader, { spatial }: NrrdLayout, warn: Warn): Affine | undefined {
  if (fields.has('space directions')) return undefined;
  const values = fields.get('spacings')?.split(/\s+/).map(Number);
  if (!values) {
    warn('GEOMETRY_MISSING', 'The file does not say where its voxels lie, nor how large they are.');
    return undefined;
  }
  const [a, b, c] = spatial.map((axis) => (axis < 0 ? 1 : Math.abs(values[axis] ?? 1) || 1)) as [
    number,
    number,
    number,
  ];
  warn('GEOMETRY_ASSUMED', 'The file states voxel sizes alone: place and directions are assumed.');
  return [a, 0, 0, 0, 0, b, 0, 0, 0, 0, c, 0, 0, 0, 0, 1];
}

function unitFactor(units: string | undefined, warn: Warn): number | undefined {
  const names = (units?.match(/"[^"]*"/g) ?? ['""'])
    .slice(0, 3)
    .map((name) => name.slice(1, -1).toLowerCase());
  const [factor, ...others] = names.map((name) => MILLIMETRES[name]);
  if (factor === undefined || others.some((other) => other !== factor)) {
    warn('GEOMETRY_MISSING', 'The file gives lengths in units that are not known here.');
    return undefined;
  }
  if (factor !== 1)
    warn('UNIT_CONVERTED', `The file gives lengths in ${names[0]}: they were converted to mm.`);
  return factor;
}

function parseVector(vector: string): readonly number[] {
  const values = vector.replace(/[()]/g, '').split(',').map(Number);
  if (values.length >= 3 && values.slice(0, 3).every(Number.isFinite)) return values;
  throw formatInvalid('NRRD', 'has a vector in its header that is not three numbers');
}
