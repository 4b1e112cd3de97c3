import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BinaryMask, SliceAxis, Warning } from '@medicosam/core';
import { readLabels } from '@medicosam/io/labels';
import { describe, expect, it } from 'vitest';
import { type InputSlice, readSlice } from '../src/input/read-slice.js';
import { checkLabelFile, LABEL_ENDINGS, LabelFile, type LabelledMask } from '../src/segment/label-file.js';
import { writeSeries } from './dicom-series.js';
import { imageFixture, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const series = await writeSeries(join(folder, 'series'), ['1.0', '2.0', '3.0', '4.0']);
const FACTS = { file: 'scan', model: 'mini' };

/** A mask of one pixel of a slice. */
function spot({ image: { width, height } }: InputSlice, x: number, y: number): BinaryMask {
  const bits = new Uint8Array(width * height);
  bits[y * width + x] = 1;
  return { bits, width, height };
}

async function write(
  name: string,
  slices: readonly (readonly [InputSlice, readonly LabelledMask[]])[],
): Promise<{ readonly path: string; readonly numbers: number[][]; readonly warnings: readonly Warning[] }> {
  const file = new LabelFile(join(folder, name));
  const numbers = slices.map(([slice, objects]) => file.add(objects, slice));
  return { path: file.path, numbers, warnings: await file.write(FACTS) };
}

/** The places i, j, k of an object's pixels, by its name. */
async function placesIn(path: string, { source, axis, index }: InputSlice) {
  const bytes = new Uint8Array(await readFile(path));
  const { objects } = await readLabels(bytes, source, { slice: { axis, index } });
  return objects.map(({ name, masks }) => [name, masks.flatMap(placesOf)]);
}

type Placed = Awaited<ReturnType<typeof readLabels>>['objects'][number]['masks'][number];
function placesOf({ axis = 'k', index, mask }: Placed): number[][] {
  return [...mask.bits.entries()].flatMap(([pixel, bit]) => {
    const [x, y] = [pixel % mask.width, Math.floor(pixel / mask.width)];
    if (bit === 0) return [];
    return [axis === 'k' ? [x, y, index] : axis === 'j' ? [x, index, y] : [index, x, y]];
  });
}

/** The pixel of a slice that voxel (5, 8, 2) is, and the slice. */
const PIXELS: Readonly<Record<SliceAxis, readonly [x: number, y: number, slice: number]>> = {
  k: [5, 8, 2],
  j: [5, 2, 8],
  i: [8, 2, 5],
};
/** Formats that say an object's name. */
const HAS_NAMES = /\.(dcm|seg\.nrrd|coco\.json|geojson)$/;

describe('a file of labels', () => {
  it.each(
    LABEL_ENDINGS.flatMap((ending) => (['i', 'j', 'k'] as const).map((axis) => [ending, axis] as const)),
  )('holds a one-pixel object in its voxel: %s, a slice across %s', async (ending, axis) => {
    const [x, y, slice] = PIXELS[axis];
    const read = await readSlice(series, { slice, axis });
    const { path, numbers } = await write(`${axis}${ending}`, [
      [read, [{ name: 'spot', mask: spot(read, x, y) }]],
    ]);
    expect(numbers).toEqual([[1]]);
    expect(await placesIn(path, read)).toEqual([[HAS_NAMES.test(ending) ? 'spot' : 'Label 1', [[5, 8, 2]]]]);
  });

  it.each(['.seg.dcm', '.rtstruct.dcm', '.seg.nrrd', '.nii.gz', '.coco.json', '.geojson'])(
    'holds objects of several slices, those of one name as one: %s',
    async (ending) => {
      const [first, second] = [await readSlice(series, { slice: 0 }), await readSlice(series, { slice: 3 })];
      const { path, numbers, warnings } = await write(`several${ending}`, [
        [
          first,
          [
            { name: 'node', mask: spot(first, 1, 2) },
            { name: 'node', mask: spot(first, 9, 9) },
          ],
        ],
        [
          second,
          [
            { name: 'cyst', mask: spot(second, 3, 4) },
            { name: 'node', mask: spot(second, 5, 6) },
          ],
        ],
      ]);
      expect(numbers).toEqual([
        [1, 2],
        [3, 1],
      ]);
      expect(warnings).toEqual([]);
      const places = (await placesIn(path, first)).map(([, found]) => found);
      expect(places).toHaveLength(3);
      expect(places).toEqual(
        expect.arrayContaining([
          [
            [1, 2, 0],
            [5, 6, 3],
          ],
          [[9, 9, 0]],
          [[3, 4, 3]],
        ]),
      );
    },
  );

  it('says what a label map cannot hold: pixels of two objects, and a place that is not stated', async () => {
    const read = await readSlice(imageFixture('grey_16.png'));
    const mask = spot(read, 2, 3);
    const { warnings } = await write('picture.nii', [[read, [{ mask }, { mask }]]]);
    expect(warnings.map(({ code }) => code)).toEqual(['OBJECTS_OVERLAP', 'GEOMETRY_MISSING']);
  });

  it('is refused for an image that it cannot be of, before anything is segmented', async () => {
    const picture = await readSlice(imageFixture('grey_16.png'));
    expect(() => checkLabelFile('labels.SEG.DCM', picture)).toThrow(
      expect.objectContaining({
        code: 'FORMAT_UNSUPPORTED',
        message: expect.stringContaining('DICOM series'),
        hint: expect.stringMatching(/\.png, \.nii\.gz/),
      }),
    );
    const uneven = await readSlice(await writeSeries(join(folder, 'gap'), ['1.0', '2.0', '9.0']), {
      slice: 0,
    });
    expect(() => checkLabelFile('labels.nii', uneven)).toThrow(
      expect.objectContaining({ code: 'FORMAT_UNSUPPORTED', hint: expect.stringContaining('.seg.dcm') }),
    );
    checkLabelFile('labels.seg.dcm', uneven);
  });
});
