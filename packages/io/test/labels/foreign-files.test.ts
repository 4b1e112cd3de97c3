import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LabelFormatId, readLabels, type SourceVolume, writeLabels } from '../../src/labels.js';
import { writeNifti } from '../../src/nifti.js';
import { encodePng } from '../../src/png.js';
import { dicomFixtures, fileOf } from '../dicom/expected-dicom.js';
import { volumeFixture } from '../volumes/volume-fixtures.js';
import { maskOn, voxelsOf } from './place.js';
import { smallSeries } from './series.js';

const image = { width: 6, height: 4, depth: 1 };
const volume = { width: 6, height: 4, depth: 3 };
const json = (file: unknown) => new TextEncoder().encode(JSON.stringify(file));
const namesAndVoxels = async (...asked: Parameters<typeof readLabels>) =>
  (await readLabels(...asked)).objects.map((object) => [object.name, voxelsOf(object)]);

const square = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 2],
  [1, 1],
];

describe('GeoJSON of QuPath', () => {
  const feature = (plane?: Record<string, number>, properties = {}) => ({
    type: 'Feature',
    geometry: { type: 'Polygon', ...(plane && { plane }), coordinates: [square] },
    properties: {
      objectType: 'annotation',
      classification: { name: 'Tumor', color: [200, 0, 0] },
      ...properties,
    },
  });

  it('is on the plane that its geometry says, and on the first where others say one', async () => {
    const file = { type: 'FeatureCollection', features: [feature({ c: -1, z: 2, t: 0 }), feature()] };
    expect(await namesAndVoxels(json(file), volume)).toEqual([
      ['Tumor', ['1 1 2']],
      ['Tumor', ['1 1 0']],
    ]);
  });

  it('of a volume without any plane is on the slice that is given, or refused', async () => {
    const file = json([feature(undefined, { name: 'A' })]);
    await expect(readLabels(file, volume)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await namesAndVoxels(file, volume, { slice: { index: 1 } })).toEqual([['A', ['1 1 1']]]);
    expect(await namesAndVoxels(file, volume, { slice: { axis: 'j', index: 3 } })).toEqual([
      ['A', ['1 3 1']],
    ]);
    await expect(readLabels(file, volume, { slice: { index: 3 } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('is written with the plane where QuPath looks for it', async () => {
    const masks = [maskOn([6, 4, 3], 'k', 2, [[3, 1]])];
    const { bytes } = await writeLabels([{ name: 'A', masks }], volume, 'geojson');
    const { features } = JSON.parse(new TextDecoder().decode(bytes));
    expect(features[0].geometry.plane).toEqual({ c: -1, z: 2, t: 0 });
    const flat = await writeLabels(
      [{ name: 'A', masks: [maskOn([6, 4, 1], 'k', 0, [[3, 1]])] }],
      image,
      'geojson',
    );
    expect(JSON.parse(new TextDecoder().decode(flat.bytes)).features[0].geometry).not.toHaveProperty('plane');
  });
});

describe('COCO', () => {
  const file = (names: readonly string[]) => ({
    images: names.map((file_name, id) => ({ id, file_name, width: 6, height: 4 })),
    categories: [{ id: 7, name: 'lung' }],
    annotations: names.map((_, id) => ({
      id,
      image_id: id,
      category_id: 7,
      segmentation: [[id, 0, id + 1, 0, id + 1, 1, id, 1]],
    })),
  });

  it('of one image is of the one that is open', async () => {
    expect(await namesAndVoxels(json(file(['a.png'])), image)).toEqual([['lung', ['0 0 0']]]);
  });

  it('of several is of the one of that name', async () => {
    const several = json(file(['train/a.png', 'train/b.png']));
    expect(await namesAndVoxels(several, image, { sourceName: 'b.png' })).toEqual([['lung', ['1 0 0']]]);
    await expect(readLabels(several, image, { sourceName: 'c.png' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('c.png'),
    });
    await expect(readLabels(several, image)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('of an image of another size is refused', async () => {
    await expect(readLabels(json(file(['a.png'])), { ...image, width: 7 })).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      message: expect.stringMatching(/6 × 4.*7 × 4/),
    });
  });

  it('names the slices of a volume as their pictures would be called, and the objects that are one', async () => {
    const sizes = [6, 4, 3] as const;
    const masks = [maskOn(sizes, 'k', 2, [[3, 1]]), maskOn(sizes, 'j', 0, [[0, 0]])];
    const objects = [{ name: 'lung', score: 0.5, masks }];
    const { bytes } = await writeLabels(objects, volume, 'coco', { sourceName: 'ct.nii.gz' });
    const written = JSON.parse(new TextDecoder().decode(bytes));
    expect(written.images).toMatchObject([
      { file_name: 'ct-j0.png', width: 6, height: 3, slice: { axis: 'j', index: 0 } },
      { file_name: 'ct-k2.png', width: 6, height: 4, slice: { axis: 'k', index: 2 } },
    ]);
    expect(written.annotations).toMatchObject([
      { object: 1, score: 0.5 },
      { object: 1, score: 0.5 },
    ]);
    expect((await readLabels(bytes, volume)).objects).toMatchObject([{ name: 'lung', score: 0.5 }]);
  });
});

describe('a label image', () => {
  const png = encodePng({ data: Uint16Array.of(0, 1, 65_535, 0, 1, 1), width: 3, height: 2, channels: 1 });

  it('has an object for each of its values, on the slice that is given', async () => {
    const source = { width: 3, height: 2, depth: 2 };
    expect(await namesAndVoxels(png, source, { slice: { index: 1 } })).toEqual([
      ['Label 1', ['1 0 1', '1 1 1', '2 1 1']],
      ['Label 65535', ['2 0 1']],
    ]);
    await expect(readLabels(png, source)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('of another size, or of colours, is refused', async () => {
    await expect(readLabels(png, image)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
    const colours = encodePng({ data: new Uint8Array(72), width: 6, height: 4, channels: 3 });
    await expect(readLabels(colours, image)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      message: expect.stringContaining('3 channels'),
    });
  });
});

describe('a volume that is no label map', () => {
  const voxels = (data: Float32Array | Int16Array) => writeNifti({ ...volume, data, channels: 1 });
  const filled = (value: number) => voxels(new Float32Array(72).fill(value));

  it.each([
    ['fractions', filled(0.5)],
    ['nothing that is a number', filled(Number.NaN)],
    ['values below 0', voxels(new Int16Array(72).fill(-1))],
    ['values beyond 65,535', filled(65_536)],
  ])('is refused: %s', async (_, bytes) => {
    await expect(readLabels(bytes, volume)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      message: expect.stringMatching(/no label map: it has the value/),
    });
  });

  it('is taken where real numbers are whole', async () => {
    expect((await readLabels(filled(3), volume)).objects).toMatchObject([{ name: 'Label 3' }]);
  });

  it('is refused where it holds several', async () => {
    await expect(readLabels(volumeFixture('functional.nii'), volume)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      message: expect.stringContaining('volumes'),
    });
  });
});

describe('DICOM', () => {
  let series: SourceVolume;
  beforeAll(async () => {
    series = await smallSeries();
  });

  it('that is an image holds no labels', async () => {
    await expect(readLabels(fileOf(dicomFixtures, 'CT_small.dcm'), series)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      message: expect.stringContaining('"CT"'),
    });
  });

  it.each<LabelFormatId>(['dicom-seg', 'rtstruct'])('of a series is for no picture: %s', async (format) => {
    const objects = [{ masks: [maskOn([64, 64, 4], 'k', 0, [[1, 1]])] }];
    const { bytes } = await writeLabels(objects, series, format);
    await expect(readLabels(bytes, image)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      hint: expect.stringContaining('series'),
    });
    const elsewhere = {
      ...series,
      dicom: series.dicom && { ...series.dicom, slices: series.dicom.slices.slice(1) },
    };
    await expect(readLabels(bytes, elsewhere)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
  });
});

it.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('labels')],
  ['a gzip file of something else', new Uint8Array(gzipSync('labels'))],
  ['JSON of something else', json({ labels: [] })],
  ['JSON that is cut off', new TextEncoder().encode('{"images": [')],
  ['a number', json(7)],
])('%s is no file of labels', async (_, bytes) => {
  await expect(readLabels(bytes, image)).rejects.toMatchObject({
    code: expect.stringMatching(/^FORMAT_(UNSUPPORTED|INVALID)$/),
  });
});

it('takes a file as a page has it', async () => {
  const { bytes } = await writeLabels([{ masks: [maskOn([6, 4, 1], 'k', 0, [[5, 3]])] }], image, 'nifti');
  expect(await namesAndVoxels(new File([bytes], 'labels.nii.gz'), image)).toEqual([['Label 1', ['5 3 0']]]);
});
