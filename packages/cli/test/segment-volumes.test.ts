import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRle, decompressRle } from '@medicosam/core';
import { readLabels } from '@medicosam/io/labels';
import { readNifti } from '@medicosam/io/nifti';
import { openPath } from '@medicosam/io/node';
import { readNrrd } from '@medicosam/io/nrrd';
import { expect, it } from 'vitest';
import { writeSeries } from './dicom-series.js';
import { imageFixture, medicosam, miniModel, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);
const mini = ['--model', await miniModel(path('mini')), '--no-cache'];
const anatomical = imageFixture('volumes/anatomical.nii');

it('a slice of a NIfTI volume becomes a label map with the geometry of the volume', async () => {
  const args = [
    '--slice',
    '12',
    '--box',
    '8,10,24,30',
    '--box',
    '1,1,6,6',
    '-o',
    path('labels.nii.gz'),
    '--json',
  ];
  const { code, stdout, stderr } = await medicosam(['segment', anatomical, ...mini, ...args]);
  expect(code, stderr).toBe(0);
  const [result] = JSON.parse(stdout).results;
  expect(result).toMatchObject({
    slice: { axis: 'k', index: 12, count: 25 },
    width: 33,
    height: 41,
    masks: [
      { file: path('labels.nii.gz'), label: 1 },
      { file: path('labels.nii.gz'), label: 2 },
    ],
  });
  const source = readNifti(new Uint8Array(await readFile(anatomical)));
  const { volume, affine } = readNifti(new Uint8Array(await readFile(path('labels.nii.gz'))));
  expect(affine).toEqual(source.affine);
  const expected = new Uint8Array(33 * 41 * 25);
  for (const { rle, label } of result.masks) {
    for (const [pixel, bit] of decodeRle(decompressRle(rle)).bits.entries()) {
      if (bit) expected[12 * 33 * 41 + pixel] = label;
    }
  }
  expect(expected.some((value) => value > 0)).toBe(true);
  expect(volume.data).toEqual(expected);
});

it('a point in mm finds its slice in a DICOM series, and its segment goes to 3D Slicer', async () => {
  const series = await writeSeries(path('series'), ['1.0', '2.0', '3.0']);
  // Pixel (20, 30) of the slice at z = 2.
  const point = `${-83.9063 + 0.3125 * 20},${-91.2 + 0.3125 * 30},2.1`;
  const args = ['--world', '--point', point, '--window', 'auto', '-o', path('spot.seg.nrrd'), '--json'];
  const { code, stdout, stderr } = await medicosam(['segment', series, ...mini, ...args]);
  expect(code, stderr).toBe(0);
  const [result] = JSON.parse(stdout).results;
  expect(result.slice).toEqual({ axis: 'k', index: 1, count: 3 });
  const [[x, y, label]] = result.prompts[0].points;
  expect([x, y]).toEqual([expect.closeTo(20, 6), expect.closeTo(30, 6)]);
  expect(label).toBe(1);
  expect(result.normalisation).toMatch(/^window:/);
  const { volume, segments } = readNrrd(new Uint8Array(await readFile(path('spot.seg.nrrd'))));
  expect(volume).toMatchObject({ width: 64, height: 64, depth: 3 });
  expect(volume.geometry?.origin).toEqual([-83.9063, -91.2, 1]);
  expect(segments).toMatchObject([{ labelValue: 1, name: 'Object 1' }]);
});

it.each(['.seg.dcm', '.rtstruct.dcm'])(
  'prompts on several slices of a DICOM series go into one file: %s',
  async (ending) => {
    const series = await writeSeries(path(`ct${ending}`), ['1.0', '2.0', '3.0']);
    const prompts = path(`ct${ending}.json`);
    const image = `ct${ending}`;
    const box = [8, 10, 40, 50];
    const items = [
      { image, slice: 2, objects: [{ name: 'node', box }] },
      {
        image,
        slice: 0,
        objects: [
          { name: 'cyst', points: [[30, 30]] },
          { name: 'node', box },
        ],
      },
    ];
    await writeFile(prompts, JSON.stringify({ version: 1, items }));
    const labels = path(`labels${ending}`);
    const args = ['--prompts', prompts, '-o', labels, '--overlay', path('overlays'), '--json'];
    const { code, stdout, stderr } = await medicosam(['segment', ...mini, ...args]);
    expect(code, stderr).toBe(0);
    const { results, model, warnings } = JSON.parse(stdout);
    expect(warnings).toEqual([]);
    expect(results).toMatchObject([
      {
        slice: { axis: 'k', index: 2, count: 3 },
        overlay: path('overlays', `ct${ending.replace(/\.dcm$/, '')}.k2.overlay.png`),
        masks: [{ name: 'node', file: labels, label: 1 }],
      },
      {
        slice: { index: 0 },
        masks: [
          { name: 'cyst', file: labels, label: 2 },
          { name: 'node', file: labels, label: 1 },
        ],
      },
    ]);

    const source = await (await openPath(series)).items[0]?.read?.();
    if (!source) throw new Error('There is no series.');
    const bytes = new Uint8Array(await readFile(labels));
    const { objects } = await readLabels(bytes, source);
    const bitsOf = (result: number, object: number) =>
      decodeRle(decompressRle(results[result].masks[object].rle)).bits;
    const written = objects.map(({ name, masks }) => [
      name,
      masks.map(({ index, mask }) => [index, mask.bits]),
    ]);
    const expected = [
      [
        'node',
        [
          [0, bitsOf(1, 1)],
          [2, bitsOf(0, 0)],
        ],
      ],
      ['cyst', [[0, bitsOf(1, 0)]]],
    ];
    expect(written).toEqual(expected);
    expect(bitsOf(0, 0).some((bit) => bit === 1)).toBe(true);
    expect(Buffer.from(bytes).includes(model.id)).toBe(true);
  },
);

it('a picture goes into no DICOM segmentation, which is said before the model is looked for', async () => {
  const args = ['--point', '5,5', '-o', path('picture.seg.dcm'), '--model', path('no-model')];
  const { code, stderr } = await medicosam(['segment', imageFixture('grey_16.png'), ...args]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error FORMAT_UNSUPPORTED: .*DICOM series.*\nhint: /);
});

it('what a label image of a picture cannot hold is said of the picture', async () => {
  const boxes = ['--box', '2,2,12,10', '--box', '2,2,12,10', '-o', path('picture.labels.png'), '--json'];
  const { code, stdout, stderr } = await medicosam([
    'segment',
    imageFixture('grey_16.png'),
    ...mini,
    ...boxes,
  ]);
  expect(code, stderr).toBe(0);
  const { results, warnings } = JSON.parse(stdout);
  expect(warnings).toEqual([]);
  expect(results[0].warnings).toContainEqual(expect.objectContaining({ code: 'OBJECTS_OVERLAP' }));
  expect(results[0].masks).toMatchObject(
    [1, 2].map((label) => ({ file: path('picture.labels.png'), label })),
  );
});
