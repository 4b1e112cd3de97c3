import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type LabelFormatId,
  type LabelledObject,
  type LabelSource,
  labelFormats,
  type ReadLabels,
  readLabels,
  writeLabels,
} from '../../src/labels.js';
import { arbitraryObjects, arbitrarySource } from './arbitrary-labels.js';
import { maskOn, type Sizes, voxelsOf } from './place.js';
import { smallSeries } from './series.js';

/** A series of four slices of 64 × 64 pixels. */
let series: LabelSource;
beforeAll(async () => {
  series = await smallSeries();
});
const SERIES_SIZES: Sizes = [64, 64, 4];

const sizesOf = ({ width, height, depth }: LabelSource): Sizes => [width, height, depth];

/** What becomes of objects: the voxels of each that has some, and its name. */
interface Kept {
  readonly name: string | undefined;
  readonly voxels: readonly string[];
}

const kept = (objects: readonly LabelledObject[]): Kept[] =>
  objects
    .map((object) => ({ name: object.name, voxels: voxelsOf(object) }))
    .filter(({ voxels }) => voxels.length > 0);

/** Objects as a label map has them: a voxel of several is of the last. */
function withoutOverlap(objects: readonly LabelledObject[]): Kept[] {
  return objects.map((object, index) => {
    const later = new Set(objects.slice(index + 1).flatMap(voxelsOf));
    return { name: object.name, voxels: voxelsOf(object).filter((voxel) => !later.has(voxel)) };
  });
}

const numbered = (objects: readonly Kept[]): Kept[] =>
  objects.map(({ name, voxels }, index) => ({ name: name ?? `Object ${index + 1}`, voxels }));
const byValue = (objects: readonly Kept[]): Kept[] =>
  objects.map(({ voxels }, index) => ({ name: `Label ${index + 1}`, voxels }));
const withVoxels = (objects: readonly Kept[]) => objects.filter(({ voxels }) => voxels.length > 0);

/** What each format gives back of objects, which have a voxel each. */
const GIVEN_BACK: Readonly<Record<LabelFormatId, (objects: readonly LabelledObject[]) => Kept[]>> = {
  'dicom-seg': (objects) => numbered(kept(objects)),
  'dicom-seg-labelmap': (objects) => withVoxels(numbered(withoutOverlap(objects))),
  rtstruct: (objects) => numbered(kept(objects)),
  nifti: (objects) => withVoxels(byValue(withoutOverlap(objects))),
  nrrd: (objects) => withVoxels(byValue(withoutOverlap(objects))),
  'seg-nrrd': (objects) => numbered(kept(objects)),
  coco: (objects) => kept(objects).map(({ name = 'object', voxels }) => ({ name, voxels })),
  geojson: kept,
  'label-png': (objects) => withVoxels(byValue(withoutOverlap(objects))),
};

const sorted = (objects: readonly Kept[]) =>
  [...objects].sort((a, b) => (`${a.name} ${a.voxels}` < `${b.name} ${b.voxels}` ? -1 : 1));

async function roundTrip(
  objects: readonly LabelledObject[],
  source: LabelSource,
  format: LabelFormatId,
): Promise<ReadLabels> {
  const { bytes } = await writeLabels(objects, source, format, { sourceName: 'scan.nii.gz' });
  const read = await readLabels(bytes, source);
  expect(read.format).toBe(format);
  expect(sorted(kept(read.objects))).toEqual(sorted(GIVEN_BACK[format](objects)));
  return read;
}

const formatsThatNeed = (...needs: readonly string[]) =>
  labelFormats.filter((format) => needs.includes(format.needs)).map(({ id }) => id);

describe('objects on slices of any axis', () => {
  it.each(formatsThatNeed('grid', 'image'))('come back from %s, wherever the volume lies', (format) =>
    fc.assert(
      fc.asyncProperty(
        arbitrarySource.chain((source) => fc.tuple(fc.constant(source), arbitraryObjects(sizesOf(source)))),
        async ([source, objects]) => {
          const { warnings } = await roundTrip(objects, source, format);
          expect(warnings).toEqual([]);
        },
      ),
      { numRuns: 60 },
    ),
  );

  it.each(formatsThatNeed('dicom'))('come back from %s of a series', (format) =>
    fc.assert(
      fc.asyncProperty(arbitraryObjects(SERIES_SIZES), async (objects) => {
        const { warnings } = await roundTrip(objects, series, format);
        expect(warnings).toEqual([]);
      }),
      { numRuns: 12 },
    ),
  );

  it('come back from label-png of an image', () =>
    fc.assert(
      fc.asyncProperty(arbitraryObjects([7, 5, 1]), async (objects) => {
        await roundTrip(objects, { width: 7, height: 5, depth: 1 }, 'label-png');
      }),
      { numRuns: 60 },
    ));
});

it.each(labelFormats.map(({ id }) => id))('one pixel lands in its place: %s', async (format) => {
  const image = format === 'label-png' ? ({ width: 64, height: 64, depth: 1 } as const) : series;
  const sizes = sizesOf(image);
  const spot = { name: 'spot', masks: [maskOn(sizes, 'k', image.depth - 1, [[5, 41]])] };
  const { objects } = await roundTrip([spot], image, format);
  expect(objects.map(voxelsOf)).toEqual([[`5 41 ${image.depth - 1}`]]);
});
