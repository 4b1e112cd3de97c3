import { type Affine, MedicoSamError, type PixelVolume, type Vector3 } from '@medicosam/core';
import { isEven } from '../../open/slice-plane.js';
import type { LabelSource } from '../label-source.js';

/** The grid of a file. */
export interface LabelGrid extends Pick<PixelVolume, 'width' | 'height' | 'depth'> {
  readonly affine: Affine | undefined;
}

/** Where voxels of a file are in the source: index a of the file runs along `axes[a]`, from `starts`, up or down. */
export interface GridMatch {
  readonly axes: readonly [number, number, number];
  readonly steps: readonly [1 | -1, 1 | -1, 1 | -1];
  /** Index in the source of the file's first voxel. */
  readonly start: Vector3;
}

/** A voxel of one grid lies on one of the other when they are no farther apart, as a share of a voxel. */
const TOLERANCE = 0.1;

const ORDERS = [
  [0, 1, 2],
  [1, 0, 2],
  [0, 2, 1],
  [2, 1, 0],
  [1, 2, 0],
  [2, 0, 1],
] as const;
const FLIPS = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (bits) => [0, 1, 2].map((axis) => ((bits >> axis) & 1 ? -1 : 1)) as [1 | -1, 1 | -1, 1 | -1],
);

/**
 * How a file's voxels are voxels of the source: all of them or some, axes in any order and direction.
 *
 * @throws MedicoSamError `IMAGE_INVALID`, saying how the grids differ.
 */
export function matchGrid(grid: LabelGrid, source: LabelSource): GridMatch {
  const sizes = sizesOf(grid);
  const sourceSizes = sizesOf(source);
  if (!isEven(source)) throw differs('the slices of the series are not evenly spaced', grid, source);
  if (!source.affine) {
    if (`${sizes}` === `${sourceSizes}`) return { axes: [0, 1, 2], steps: [1, 1, 1], start: [0, 0, 0] };
    throw differs('their sizes differ, and the image does not say where it lies', grid, source);
  }
  if (!grid.affine) throw differs('the file does not say where its voxels lie', grid, source);
  const toSource = multiply(invert(source.affine), grid.affine);
  const first = place(toSource, [0, 0, 0]);
  const start = first.map(Math.round) as unknown as Vector3;
  const corners = FLIPS.map(
    (flip) => flip.map((sign, axis) => (sign < 0 ? (sizes[axis] as number) - 1 : 0)) as unknown as Vector3,
  );
  for (const axes of ORDERS) {
    for (const steps of FLIPS) {
      const match = { axes, steps, start };
      const isClose = corners.every((corner) => {
        const target = sourceIndex(match, corner);
        return place(toSource, corner).every(
          (value, axis) => Math.abs(value - (target[axis] as number)) <= TOLERANCE,
        );
      });
      if (!isClose) continue;
      const last = sourceIndex(match, sizes.map((size) => size - 1) as unknown as Vector3);
      const isInside = [start, last].every((index) =>
        index.every((value, axis) => value >= 0 && value < (sourceSizes[axis] as number)),
      );
      if (isInside) return match;
      throw differs('voxels of the file lie outside the volume', grid, source);
    }
  }
  throw differs('they are not the same voxels', grid, source);
}

/** The index in the source of a voxel of the file. */
function sourceIndex({ axes, steps, start }: GridMatch, index: Vector3): Vector3 {
  const target: [number, number, number] = [...start];
  for (const [axis, to] of axes.entries()) {
    target[to] = (target[to] as number) + (steps[axis] as number) * (index[axis] as number);
  }
  return target;
}

const sizesOf = ({ width, height, depth }: Pick<LabelGrid, 'width' | 'height' | 'depth'>): Vector3 => [
  width,
  height,
  depth,
];

const place = (affine: Affine, [i, j, k]: Vector3): Vector3 =>
  [0, 4, 8].map(
    (row) =>
      (affine[row] as number) * i +
      (affine[row + 1] as number) * j +
      (affine[row + 2] as number) * k +
      (affine[row + 3] as number),
  ) as unknown as Vector3;

/** The affine that applies `b` first. */
function multiply(a: Affine, b: Affine): Affine {
  const at = (row: number, column: number) =>
    [0, 1, 2, 3].reduce((sum, i) => sum + (a[row * 4 + i] as number) * (b[i * 4 + column] as number), 0);
  return [0, 1, 2, 3].flatMap((row) => [0, 1, 2, 3].map((column) => at(row, column)));
}

function invert(affine: Affine): Affine {
  const at = (row: number, column: number) => affine[(row % 3) * 4 + (column % 3)] as number;
  const cofactor = (row: number, column: number) =>
    at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
  const determinant = [0, 1, 2].reduce((sum, column) => sum + at(0, column) * cofactor(0, column), 0);
  const rows = [0, 1, 2].map((row) => [0, 1, 2].map((column) => cofactor(column, row) / determinant));
  const shift = rows.map(
    (row) => 0 - row.reduce((sum, value, axis) => sum + value * (affine[axis * 4 + 3] as number), 0),
  );
  return [...rows.flatMap((row, axis) => [...row, shift[axis] as number]), 0, 0, 0, 1];
}

const text = (affine: Affine | undefined) =>
  affine
    ? `index to LPS mm ${[0, 4, 8]
        .map(
          (row) =>
            `[${affine
              .slice(row, row + 4)
              .map((value) => +value.toFixed(4))
              .join(' ')}]`,
        )
        .join(' ')}`
    : 'no place';

function differs(why: string, grid: LabelGrid, source: LabelSource): MedicoSamError {
  const size = (of: LabelGrid) => `${of.width} × ${of.height} × ${of.depth} voxels, ${text(of.affine)}`;
  return new MedicoSamError('IMAGE_INVALID', {
    message: `The labels do not fit the volume: ${why}. The file has ${size(grid)}; the volume ${size({ ...source, affine: source.affine })}.`,
    hint: 'Labels are not resampled here: bring them to the grid of the image in the program that made them.',
  });
}

/** Labels of a file in the order of the source's voxels; 0 where the file has none. */
export function ontoGrid(
  labels: Uint8Array | Uint16Array,
  grid: LabelGrid,
  { axes, steps, start }: GridMatch,
  source: LabelSource,
): Uint8Array | Uint16Array {
  const strides = [1, source.width, source.width * source.height] as const;
  const [di, dj, dk] = [0, 1, 2].map(
    (axis) => strides[axes[axis] as 0 | 1 | 2] * (steps[axis] as number),
  ) as [number, number, number];
  const first = start[0] + start[1] * strides[1] + start[2] * strides[2];
  const length = source.width * source.height * source.depth;
  const isSame = first === 0 && di === 1 && dj === strides[1] && dk === strides[2];
  if (isSame && labels.length === length) return labels;
  const found = labels instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
  let from = 0;
  for (let k = 0; k < grid.depth; k++) {
    for (let j = 0; j < grid.height; j++) {
      let to = first + k * dk + j * dj;
      for (let i = 0; i < grid.width; i++, to += di) found[to] = labels[from++] as number;
    }
  }
  return found;
}
