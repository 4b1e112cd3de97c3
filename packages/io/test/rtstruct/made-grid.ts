import type { Affine, BinaryMask, PixelVolume, Vector3 } from '@medicosam/core';
import { cross } from '../../src/dicom/meaning/plane.js';
import type { DicomStack } from '../../src/dicom/series/read-stack.js';
import type { ReadRoi, SegSource } from '../../src/rtstruct.js';

/** A series without files: what is written of it, and the volume that it would be read as. */
export interface MadeGrid {
  readonly source: SegSource;
  readonly volume: Pick<DicomStack, 'slices' | 'affine' | 'facts'>;
}

export interface GridParts {
  readonly width: number;
  readonly height: number;
  readonly spacing: readonly [number, number];
  /** Angles about x and then z, radians. */
  readonly tilt: readonly [number, number];
  /** Position of each slice along the normal, mm. */
  readonly depths: readonly number[];
  /** How far slices are displaced along y for each mm along the normal. */
  readonly shear: number;
}

const FLAT: GridParts = {
  width: 12,
  height: 9,
  spacing: [0.5, 0.75],
  tilt: [0, 0],
  depths: [0, 2, 4],
  shear: 0,
};

export function madeGrid(parts: Partial<GridParts> = {}): MadeGrid {
  const { width, height, spacing, tilt, depths, shear } = { ...FLAT, ...parts };
  const [a, b] = tilt;
  const row: Vector3 = [Math.cos(b), Math.sin(b), 0];
  const column: Vector3 = [-Math.sin(b) * Math.cos(a), Math.cos(b) * Math.cos(a), Math.sin(a)];
  const normal = cross(row, column);
  const origin: Vector3 = [-31.4159, 27.1828, -141.421];
  const positions = depths.map(
    (depth) =>
      origin.map(
        (value, axis) => value + depth * ((normal[axis] as number) + shear * (column[axis] as number)),
      ) as unknown as Vector3,
  );
  const [first, last] = [positions[0] as Vector3, positions.at(-1) as Vector3];
  const affine: Affine = [
    ...[0, 1, 2].flatMap((axis) => [
      (row[axis] as number) * spacing[0],
      (column[axis] as number) * spacing[1],
      depths.length > 1
        ? ((last[axis] as number) - (first[axis] as number)) / (depths.length - 1)
        : (normal[axis] as number),
      first[axis] as number,
    ]),
    ...[0, 0, 0, 1],
  ];
  const facts = { width, height, frameOfReferenceUid: '2.25.1' } as DicomStack['facts'];
  return {
    source: {
      width,
      height,
      row,
      column,
      spacing,
      slices: positions.map((position, k) => ({
        sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
        sopInstanceUid: `2.25.4${k}`,
        position,
      })),
      frameOfReferenceUid: '2.25.1',
      studyInstanceUid: '2.25.2',
      seriesInstanceUid: '2.25.3',
      modules: {},
    },
    volume: { facts, affine, slices: positions.map((position, file) => ({ file, frame: 0, position })) },
  };
}

/** A mask of a picture: `#` is inside; lines that are shorter end with what is outside. */
export function drawn(width: number, height: number, ...lines: readonly string[]): BinaryMask {
  const bits = new Uint8Array(width * height);
  for (const [y, line] of lines.entries()) {
    for (const [x, letter] of [...line].entries()) if (letter === '#') bits[y * width + x] = 1;
  }
  return { bits, width, height };
}

/** The other way. */
export const picture = ({ bits, width, height }: BinaryMask): string[] =>
  Array.from({ length: height }, (_, y) =>
    Array.from(bits.subarray(y * width, (y + 1) * width), (bit) => (bit ? '#' : '.')).join(''),
  );

/** Masks of a region as one label map. */
export function mapOf({ mask }: ReadRoi, { volume }: MadeGrid): Uint8Array {
  const { width, height } = volume.facts;
  const map = new Uint8Array(width * height * volume.slices.length);
  for (const [k, { bits }] of mask) map.set(bits, k * width * height);
  return map;
}

/** The series that a volume of another format would be. */
export function gridOf({ width, height, depth }: PixelVolume, affine: Affine): MadeGrid {
  const column = (index: number) => [0, 1, 2].map((axis) => affine[4 * axis + index] as number);
  const unit = (vector: readonly number[]) =>
    vector.map((value) => value / Math.hypot(...vector)) as unknown as Vector3;
  const spacing = [Math.hypot(...column(0)), Math.hypot(...column(1))] as const;
  const { source, volume } = madeGrid({ width, height, spacing, depths: Array<number>(depth).fill(0) });
  const positions = source.slices.map(
    (_, k) => column(3).map((value, axis) => value + k * (column(2)[axis] as number)) as unknown as Vector3,
  );
  return {
    source: {
      ...source,
      row: unit(column(0)),
      column: unit(column(1)),
      slices: source.slices.map((slice, k) => ({ ...slice, position: positions[k] as Vector3 })),
    },
    volume: {
      ...volume,
      affine,
      slices: positions.map((position, file) => ({ file, frame: 0, position })),
    },
  };
}
