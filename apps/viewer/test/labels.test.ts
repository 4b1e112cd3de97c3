import { type BinaryMask, indexToLps } from '@medicosam/core';
import { hasChromium } from '@medicosam/in-chromium';
import { type LabelledObject, readLabels, writeLabels } from '@medicosam/io/labels';
import { openImages, type SourceVolume } from '@medicosam/io/open';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NamedBytes, openViewer, type Viewer } from './support/open-viewer.js';
import { OTHER_SERIES, smallSeries } from './support/small-series.js';

const files = smallSeries(['1.0', '2.5', '4.0', '5.5', '7.0', '8.5']);
const asFiles = (named: readonly NamedBytes[]) =>
  named.map(({ name, bytes }) => new File([bytes as Uint8Array<ArrayBuffer>], name));

const [width, height] = [64, 64];
/** A mask of the pixels that a rule names. */
const maskOf = (isInside: (x: number, y: number) => boolean): BinaryMask => ({
  bits: Uint8Array.from({ length: width * height }, (_, at) =>
    Number(isInside(at % width, Math.floor(at / width))),
  ),
  width,
  height,
});
const OBJECTS: readonly LabelledObject[] = [
  {
    name: 'Left corner',
    colour: [0, 1, 0],
    masks: [
      { index: 0, mask: maskOf((x, y) => x < 3 && y < 2) },
      { index: 1, mask: maskOf((x, y) => x < 2 && y < 5) },
    ],
  },
  {
    name: 'One voxel',
    colour: [1, 0, 1],
    masks: [{ index: 5, mask: maskOf((x, y) => x === 60 && y === 33) }],
  },
];

/** Where the voxels of objects are, LPS mm, and which object's they are; sorted. */
function placesOf({ geometry }: SourceVolume, objects: readonly LabelledObject[]) {
  if (!geometry) throw new Error('no geometry');
  return objects
    .flatMap(({ masks }, object) =>
      masks.flatMap(({ index, mask }) =>
        [...mask.bits.keys()]
          .filter((at) => mask.bits[at])
          .map((at) => [...indexToLps(geometry, [at % width, Math.floor(at / width), index]), object + 1]),
      ),
    )
    .map(text)
    .sort();
}
const text = (place: readonly number[]) => place.map((value) => value.toFixed(3)).join(' ');

let viewer: Viewer;
let source: SourceVolume;
beforeAll(async () => {
  if (!hasChromium) return;
  viewer = await openViewer();
  const { items } = await openImages(asFiles(files));
  source = (await items[0]?.read?.()) as SourceVolume;
  await viewer.open(files, 'MR');
}, 240_000);
afterAll(async () => {
  await viewer?.close();
});

describe.runIf(hasChromium)('labels in the viewer', { timeout: 240_000 }, () => {
  test('of a DICOM SEG lie where its images do, with names and colours', async () => {
    const { bytes } = await writeLabels(OBJECTS, source, 'dicom-seg');
    await viewer.addLabels({ name: 'a.dcm', bytes });
    const expected = placesOf(source, OBJECTS);
    expect((await viewer.look('places')).map(text).sort()).toEqual(expected);
    expect((await viewer.look('placesIn', 'sagittal')).map(text).sort()).toEqual(expected);
    expect(await viewer.look('segments')).toMatchObject([
      { index: 1, name: 'Left corner', color: 'rgb(0 255 0)' },
      { index: 2, name: 'One voxel', color: 'rgb(255 0 255)' },
    ]);
    await viewer.page.keyboard.press('Control+z');
    expect(await viewer.look('voxels')).toEqual([]);
    await viewer.page.keyboard.press('Control+y');
    expect(await viewer.look('voxels')).toHaveLength(expected.length);
  });

  test('are saved in formats that other programs read, in the same voxels', async () => {
    for (const [format, ending] of [
      ['DICOM segmentation', '.seg.dcm'],
      ['NIfTI label map', '.nii.gz'],
    ] as const) {
      const { name, bytes } = await viewer.save(format);
      expect(name.endsWith(ending), name).toBe(true);
      const { objects } = await readLabels(bytes, source);
      expect(placesOf(source, objects)).toEqual(placesOf(source, OBJECTS));
    }
    expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
  });

  test('are asked for where a file may be either, and series where there are several', async () => {
    const { page } = viewer;
    const { bytes } = await writeLabels(OBJECTS, source, 'nifti');
    await viewer.addLabels({ name: 'a.nii.gz', bytes }, true);
    expect(await viewer.look('segments')).toHaveLength(4);

    await viewer.drop([...files, ...smallSeries(['1.0', '3.0', '9.0'], OTHER_SERIES)]);
    await page.locator('#chooser-options button', { hasText: '3 slices' }).click();
    await page.locator('#series-name', { hasText: '3 images' }).waitFor();
    await page.locator('#warnings', { hasText: 'shown one by one' }).waitFor();
    expect(await page.locator('#views .view').count()).toBe(1);
  });
});
