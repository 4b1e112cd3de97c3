import type { Vector3 } from '@medicosam/core';
import type { SourceVolume } from '@medicosam/io/open';
import type { ImageSeries } from './image-series.js';

type Places = Pick<ImageSeries, 'row' | 'column' | 'spacing' | 'isPlaced' | 'isEven' | 'warnings'> & {
  readonly origins: readonly Vector3[];
};

/** Cosine between rows and columns, above which pixels are no rectangles. */
const SKEW = 1e-3;

const times = (a: Vector3, by: number): Vector3 => [a[0] * by, a[1] * by, a[2] * by];
const sum = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const dot = (a: Vector3, b: Vector3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Where each slice of a source lies. @param pixel - distance of pixels in x and y, mm, where no place is stated. */
export function placesOf(source: SourceVolume, pixel: readonly number[] | undefined): Places {
  const { affine, positions, depth, geometry } = source;
  const columnOf = (index: number): Vector3 =>
    [0, 4, 8].map((start) => affine?.[start + index] ?? 0) as unknown as Vector3;
  const [x, y, step, origin] = [columnOf(0), columnOf(1), columnOf(2), columnOf(3)];
  const [width, height, thickness] = [Math.hypot(...x), Math.hypot(...y), Math.hypot(...step)];
  const isSkewed = affine !== undefined && Math.abs(dot(x, y)) > SKEW * width * height;
  if (affine === undefined || isSkewed) {
    const [across = 1, down = 1] = pixel ?? [];
    return {
      row: [1, 0, 0],
      column: [0, 1, 0],
      spacing: [across, down, 1],
      origins: Array.from({ length: depth }, (_, k) => [0, 0, k]),
      isPlaced: false,
      isEven: false,
      warnings: isSkewed ? ['Rows and columns are not perpendicular: pixels are shown as squares.'] : [],
    };
  }
  return {
    row: times(x, 1 / width),
    column: times(y, 1 / height),
    spacing: [width, height, thickness],
    origins: Array.from({ length: depth }, (_, k) => positions?.[k] ?? sum(origin, times(step, k))),
    isPlaced: true,
    isEven: geometry !== undefined,
    warnings: [],
  };
}
