import { describe, expect, test } from 'vitest';
import { visitMaskVoxels } from '../src/labelmap/mask-voxels.js';
import { type LabelVoxels, writeMask } from '../src/labelmap/write-mask.js';
import { axisPlane } from '../src/slice/axis-slice.js';
import { geometryOfGrid, type VoxelGrid } from '../src/slice/grid.js';
import type { ViewedSlice } from '../src/slice/viewed-slice.js';
import { obliqueSeries, type Vector } from './support/series.js';

const series = obliqueSeries('oblique', [6, 5, 4]);
const grid: VoxelGrid = {
  dimensions: series.dimensions,
  origin: series.origin,
  spacing: series.spacing,
  direction: series.directions.flat(),
};

const sliceOf = (axis: 0 | 1 | 2, index: number): ViewedSlice => ({
  key: '',
  plane: axisPlane(geometryOfGrid(grid), series.dimensions, axis, index),
  grid,
  cut: { axis, index },
  image: () => {
    throw new Error('not read');
  },
});

/** The voxels of one pixel of a slice. */
function voxelsOf(
  slice: ViewedSlice,
  [x, y]: readonly [number, number],
  labelmap: VoxelGrid = grid,
): Vector[] {
  const { width, height } = slice.plane;
  const bits = new Uint8Array(width * height);
  bits[y * width + x] = 1;
  const found: Vector[] = [];
  const covered = { mask: { bits, width, height }, box: [x, y, x + 1, y + 1] as const };
  visitMaskVoxels(slice, covered, labelmap, (...voxel) => found.push(voxel));
  return found;
}

describe('the voxels of a mask', () => {
  test('are its pixels, on slices of the labelmap’s own grid', () => {
    expect(voxelsOf(sliceOf(2, 3), [5, 4])).toEqual([[5, 4, 3]]);
    expect(voxelsOf(sliceOf(1, 2), [5, 3])).toEqual([[5, 2, 3]]);
    expect(voxelsOf(sliceOf(0, 1), [4, 3])).toEqual([[1, 4, 3]]);
  });

  test('are found by their places in a labelmap whose slices run the other way', () => {
    const [i, j, k] = series.directions;
    const reversed: VoxelGrid = {
      ...grid,
      origin: series.place([0, 0, 3]),
      direction: [...i, ...j, ...k.map((value) => -value)],
    };
    expect(voxelsOf(sliceOf(2, 1), [4, 2], reversed)).toEqual([[4, 2, 2]]);
    expect(voxelsOf(sliceOf(0, 5), [4, 0], reversed)).toEqual([[5, 4, 3]]);
  });

  test('are all of those that a coarser pixel covers, without holes', () => {
    const finer: VoxelGrid = {
      ...grid,
      dimensions: [12, 10, 4],
      origin: series.place([-0.25, -0.25, 0]),
      spacing: [0.4, 0.65, 2.5],
    };
    expect(voxelsOf(sliceOf(2, 1), [4, 2], finer)).toEqual([
      [8, 4, 1],
      [8, 5, 1],
      [9, 4, 1],
      [9, 5, 1],
    ]);
  });

  test('in a labelmap image are those of its one slice', () => {
    const image: VoxelGrid = { ...grid, dimensions: [6, 5, 1], origin: series.place([0, 0, 2]) };
    expect(voxelsOf(sliceOf(2, 2), [3, 1], image)).toEqual([[3, 1, 0]]);
  });
});

describe('a mask that is written', () => {
  test('takes free voxels and those of other segments, and leaves locked ones and its own', () => {
    const labels = [0, 1, 2, 3];
    const recorded: number[] = [];
    const current: LabelVoxels = { getAtIJK: (i) => labels[i], setAtIJK: () => {} };
    const count = writeMask({
      visit: (visit) => {
        for (const at of labels.keys()) visit(at, 0, 0);
      },
      current,
      recorded: { getAtIJK: () => undefined, setAtIJK: (i) => recorded.push(i) },
      value: 1,
      isLocked: (value) => value === 3,
    });
    expect(recorded).toEqual([0, 2]);
    expect(count).toEqual({ written: 2, kept: 1, locked: 1 });
  });
});
