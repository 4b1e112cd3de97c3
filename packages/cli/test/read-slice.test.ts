import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { indexToLps } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { type InputSlice, readSlice } from '../src/input/read-slice.js';
import { normalisationOf } from '../src/options/window.js';
import { LabelFile } from '../src/segment/label-file.js';
import { readJob } from '../src/segment/read-job.js';
import { mrSlice, SERIES, writeSeries } from './dicom-series.js';
import { imageFixture, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);
const anatomical = imageFixture('volumes/anatomical.nii');
const usage = (message: RegExp) => ({ name: 'UsageError', message: expect.stringMatching(message) });

describe('an input of several images', () => {
  it('is never guessed of', async () => {
    const refused: readonly [file: string, selection: Parameters<typeof readSlice>[1], message: RegExp][] = [
      [anatomical, {}, /25 slices across k/],
      [anatomical, { axis: 'i' }, /33 slices across i/],
      [anatomical, { slice: 25 }, /no slice 25: across k there are 25/],
      [imageFixture('volumes/functional.nii'), { slice: 0 }, /20 volumes/],
      [imageFixture('volumes/functional.nii'), { slice: 0, frame: 20 }, /no frame 20/],
      [imageFixture('dicom/emri_small.dcm'), {}, /10 frames/],
      [imageFixture('dicom/rtdose.dcm'), {}, /15 slices/],
      [anatomical, { slice: 0, series: '2' }, /no series 2/],
    ];
    for (const [file, selection, message] of refused) {
      await expect(readSlice(file, selection)).rejects.toMatchObject(usage(message));
    }
    await expect(readSlice(anatomical)).rejects.toMatchObject({
      hint: expect.stringMatching(/--slice 0 to --slice 24.*--world/),
    });
  });

  it('gives the slice that is asked for, of the axis that is asked for', async () => {
    const k = await readSlice(anatomical, { slice: 7 });
    expect(k.image).toMatchObject({ width: 33, height: 41 });
    const j = await readSlice(anatomical, { slice: 40, axis: 'j' });
    expect(j.image).toMatchObject({ width: 33, height: 25 });
    // (3, 40, 7) lies on both.
    expect(j.image.data[7 * 33 + 3]).toBe(k.image.data[40 * 33 + 3]);
  });

  it('gives the pixels of a series by place, across it too', async () => {
    const series = await writeSeries(path('by-place'), ['1.0', '2.0', '3.0']);
    const k = await readSlice(series, { slice: 2 });
    expect(k.image).toMatchObject({ width: 64, height: 64, windows: [{ center: 600, width: 1600 }] });
    const i = await readSlice(series, { slice: 9, axis: 'i' });
    expect(i.image).toMatchObject({ width: 64, height: 3 });
    expect(i.image.data[2 * 64 + 30]).toBe(k.image.data[30 * 64 + 9]);
  });

  it('gives frames of a file in its order', async () => {
    const file = imageFixture('dicom/emri_small.dcm');
    const frame = await readSlice(file, { frame: 3 });
    expect(frame).toMatchObject({ index: 0, count: 1, image: { width: 64, height: 64 } });
    const pages = imageFixture('volumes/stack_be.tif');
    const [page, slice] = await Promise.all([readSlice(pages, { frame: 1 }), readSlice(pages, { slice: 1 })]);
    expect(page.image.data).toEqual(slice.image.data);
  });

  it('has its series chosen by number or UID', async () => {
    const study = path('study');
    const other = SERIES.replace('.5457', '.5458');
    await writeSeries(study, ['1.0', '2.0', '3.0']);
    await writeSeries(study, ['1.0', '2.0'], other);
    await expect(readSlice(study, { slice: 0 })).rejects.toMatchObject({
      ...usage(/2 series or volumes/),
      hint: expect.stringContaining(other),
    });
    for (const series of ['2', other]) {
      expect(await readSlice(study, { slice: 1, series })).toMatchObject({ count: 2, index: 1 });
    }
  });
});

describe('a point in mm', () => {
  const at = async (file: string, place: readonly [number, number, number], selection = {}) =>
    readJob({ file, objects: [{ world: { points: [{ place, label: 1 }] } }], selection });
  const pixelIn = ({ objects }: Awaited<ReturnType<typeof readJob>>) => objects[0]?.points?.[0];

  it('decides the slice, and is the pixel that lies there', async () => {
    // Index (5, 8, 13) of a volume of 2 mm; half a millimetre off.
    const read = await at(anatomical, [-32 + 2 * 5, 40 - 2 * 8, -16 + 2 * 13 + 0.5]);
    expect(read).toMatchObject({ axis: 'k', index: 13 });
    expect(pixelIn(read)).toMatchObject({ x: 5, y: 8, label: 1 });
    const across = await at(anatomical, [-32 + 2 * 5, 40 - 2 * 8, -16 + 2 * 13], { axis: 'i' });
    expect(across).toMatchObject({ axis: 'i', index: 5 });
    expect(pixelIn(across)).toMatchObject({ x: 8, y: 13 });
  });

  it('agrees with core on an oblique volume', async () => {
    const file = imageFixture('volumes/resampled_anat_moved.nii');
    const { source } = await readSlice(file, { slice: 0 });
    const { geometry } = source;
    if (geometry === undefined) throw new Error('the fixture has a geometry');
    const read = await at(file, indexToLps(geometry, [3.25, 2.5, 1]));
    expect(read.index).toBe(1);
    expect(pixelIn(read)?.x).toBeCloseTo(3.25, 5);
    expect(pixelIn(read)?.y).toBeCloseTo(2.5, 5);
  });

  it('that is on no slice, or on another one, is told with its distance', async () => {
    await expect(at(anatomical, [0, 0, 40])).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('8.00 mm from slice 24'),
      details: { distanceMm: 8, halfMm: 1, slice: 24 },
    });
    await expect(at(anatomical, [0, 0, 0], { slice: 10 })).rejects.toMatchObject({
      details: { distanceMm: 4, slice: 10 },
    });
    await expect(at(imageFixture('grey_16.png'), [0, 0, 0])).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
  });

  it('finds the slices of an uneven series where each of them lies', async () => {
    const gap = await writeSeries(path('gap'), ['1.0', '2.0', '3.0', '9.0']);
    const place = [-83.9063 + 0.3125 * 10, -91.2 + 0.3125 * 20, 3.2] as const;
    const read = await at(gap, place);
    expect(read.index).toBe(2);
    expect(pixelIn(read)?.x).toBeCloseTo(10, 6);
    expect(pixelIn(read)?.y).toBeCloseTo(20, 6);
    await expect(at(gap, [-80, -90, 6])).rejects.toMatchObject({ details: { distanceMm: 3, halfMm: 0.5 } });
    await expect(
      readJob({ file: gap, objects: [], selection: { slice: 0 }, labels: new LabelFile(path('labels.nii')) }),
    ).rejects.toMatchObject({ code: 'FORMAT_UNSUPPORTED' });
  });
});

describe('--window', () => {
  const imageOf = async (windows?: InputSlice['image']['windows']) => ({
    ...(await readSlice(imageFixture('dicom/CT_small.dcm'))).image,
    windows,
  });

  it('auto is the first window of the file, a preset its numbers', async () => {
    const image = await imageOf([
      { center: 30, width: 300, function: 'sigmoid' },
      { center: 1, width: 2 },
    ]);
    expect(normalisationOf('window:auto', image)).toBe('window:30,300,sigmoid');
    expect(normalisationOf('window:auto', await imageOf([{ center: 1, width: 2 }]))).toBe(
      'window:1,2,linear',
    );
    expect(normalisationOf('window:auto', await imageOf())).toBeUndefined();
    expect(normalisationOf('window:preset:lung', image)).toBe('window:-600,1500');
    expect(() => normalisationOf('window:preset:toString', image)).toThrow(/no window preset toString/);
  });
});

describe('a file of any name', () => {
  it('is read by what it holds', async () => {
    await writeFile(path('scan.png'), await readFile(anatomical));
    await writeFile(path('no-preamble'), mrSlice('1.0').subarray(132));
    expect((await readSlice(path('scan.png'), { slice: 3 })).count).toBe(25);
    expect((await readSlice(path('no-preamble'))).image.width).toBe(64);
  });
});
