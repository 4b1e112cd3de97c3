import type { Affine, PixelVolume } from '@medicosam/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelSource, readLabels } from '../../src/labels.js';
import { writeNifti } from '../../src/nifti.js';
import { writeNrrd } from '../../src/nrrd.js';
import { arbitrarySource } from './arbitrary-labels.js';
import { voxelsOf } from './place.js';
import { unevenSeries } from './series.js';

/** A grid of some of a source's voxels, its axes in another order and direction. */
interface Turned {
  /** Which index of the source each index of the grid runs along, and which way. */
  readonly order: readonly number[];
  readonly flips: readonly boolean[];
  /** First and last index along i, j and k of the source. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const sizesOf = ({ width, height, depth }: LabelSource) => [width, height, depth] as const;

const arbitraryTurned = (source: LabelSource): fc.Arbitrary<Turned> =>
  fc
    .record({
      order: fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]),
      flips: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      isWhole: fc.boolean(),
      cut: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    })
    .map(({ order, flips, isWhole, cut }) => {
      const ranges = sizesOf(source).map((size, axis) => {
        if (isWhole) return [0, size - 1] as const;
        const ends = [cut[axis * 2], cut[axis * 2 + 1]].map((end) => (end as number) % size);
        return [Math.min(...ends), Math.max(...ends)] as const;
      });
      return { order, flips, from: ranges.map(([from]) => from), to: ranges.map(([, to]) => to) };
    });

/** The voxels of a source that are in a grid, counted up from 1, and where they lie. */
function turn(source: LabelSource, { order, flips, from, to }: Turned) {
  const sizes = order.map((axis) => (to[axis] as number) - (from[axis] as number) + 1);
  const sourceIndex = (index: readonly number[]) => {
    const found = [0, 0, 0];
    for (const [at, axis] of order.entries()) {
      const step = index[at] as number;
      found[axis] = flips[at] ? (to[axis] as number) - step : (from[axis] as number) + step;
    }
    return found;
  };
  const [width, height, depth] = sizes as [number, number, number];
  const data = new Uint8Array(width * height * depth);
  const places: string[] = [];
  for (let at = 0; at < data.length; at++) {
    const index = [at % width, Math.floor(at / width) % height, Math.floor(at / (width * height))];
    data[at] = at + 1;
    places.push(sourceIndex(index).join(' '));
  }
  const world = (index: readonly number[]) =>
    [0, 4, 8].map((row) =>
      [...index, 1].reduce(
        (sum, value, column) => sum + value * (source.affine?.[row + column] as number),
        0,
      ),
    );
  const origin = world(sourceIndex([0, 0, 0]));
  const columns = [0, 1, 2].map((axis) => {
    const next = world(sourceIndex([0, 1, 2].map((other) => (other === axis ? 1 : 0))));
    return next.map((value, row) => value - (origin[row] as number));
  });
  const affine: Affine = [
    ...[0, 1, 2].flatMap((row) => [...columns.map((column) => column[row] as number), origin[row] as number]),
    ...[0, 0, 0, 1],
  ];
  const volume: PixelVolume = { data, width, height, depth, channels: 1 };
  return { volume, affine, places };
}

describe('a label map of the same voxels', () => {
  it.each([
    ['NIfTI', (volume: PixelVolume, affine: Affine) => writeNifti(volume, { affine, labels: true })],
    ['NRRD', (volume: PixelVolume, affine: Affine) => writeNrrd(volume, { affine })],
  ] as const)('is read whatever the order and direction of its axes, whole or in part: %s', (_, write) =>
    fc.assert(
      fc.asyncProperty(
        arbitrarySource.chain((source) => fc.tuple(fc.constant(source), arbitraryTurned(source))),
        async ([source, turned]) => {
          const { volume, affine, places } = turn(source, turned);
          const { objects, warnings } = await readLabels(write(volume, affine), source);
          expect(warnings).toEqual([]);
          const found = objects.map((object) => [object.name, voxelsOf(object)]);
          expect(found).toEqual(places.map((place, index) => [`Label ${index + 1}`, [place]]));
        },
      ),
      { numRuns: 150 },
    ),
  );
});

const AFFINE: Affine = [2, 0, 0, -10, 0, 2, 0, -20, 0, 0, 3, 30, 0, 0, 0, 1];
const source: LabelSource = { width: 4, height: 4, depth: 3, affine: AFFINE };
const volumeOf = (width: number, height: number, depth: number): PixelVolume => ({
  data: new Uint8Array(width * height * depth).fill(1),
  width,
  height,
  depth,
  channels: 1,
});
const shifted = (mm: number): Affine => AFFINE.map((value, at) => (at === 3 ? value + mm : value));

describe('a label map of other voxels', () => {
  it.each<[string, PixelVolume, Affine | undefined]>([
    ['half a voxel away', volumeOf(4, 4, 3), shifted(1)],
    ['a voxel away, so that one row lies outside', volumeOf(4, 4, 3), shifted(2)],
    [
      'of another distance of slices',
      volumeOf(4, 4, 3),
      AFFINE.map((value, at) => (at === 10 ? 2.5 : value)),
    ],
    ['turned a little', volumeOf(4, 4, 3), [1.99, 0.2, 0, -10, -0.2, 1.99, 0, -20, ...AFFINE.slice(8)]],
    ['larger', volumeOf(5, 4, 3), AFFINE],
    ['without a place', volumeOf(4, 4, 3), undefined],
    ['whose axes fall together', volumeOf(4, 4, 3), [2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1]],
  ])('is refused, saying how they differ: %s', async (_, volume, affine) => {
    const bytes = writeNrrd(volume, { affine });
    await expect(readLabels(bytes, source)).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      message: expect.stringMatching(
        /4 × 4 × 3 voxels, index to LPS mm \[2 0 0 -10\] \[0 2 0 -20\] \[0 0 3 30\]\.$/,
      ),
    });
  });

  it('is taken where the difference is what rounding makes', async () => {
    const { objects } = await readLabels(writeNrrd(volumeOf(4, 4, 3), { affine: shifted(0.01) }), source);
    expect(objects.map((object) => voxelsOf(object).length)).toEqual([48]);
  });

  it('has its size alone to go by where the image states no place', async () => {
    const image = { width: 4, height: 4, depth: 3 };
    const { objects } = await readLabels(writeNifti(volumeOf(4, 4, 3)), image);
    expect(objects.map((object) => voxelsOf(object).length)).toEqual([48]);
    await expect(readLabels(writeNifti(volumeOf(3, 4, 4)), image)).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
    });
  });

  it('is refused for slices that are uneven', async () => {
    const uneven = await unevenSeries();
    const bytes = writeNifti(volumeOf(64, 64, 3), { affine: uneven.affine });
    await expect(readLabels(bytes, uneven)).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      message: expect.stringContaining('not evenly spaced'),
    });
  });
});
