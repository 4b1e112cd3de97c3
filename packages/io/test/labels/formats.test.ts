import { beforeAll, describe, expect, it } from 'vitest';
import {
  formatProblem,
  type LabelFormatId,
  type LabelledObject,
  labelFormatOf,
  labelFormats,
  readLabels,
  type SourceVolume,
  writeLabels,
} from '../../src/labels.js';
import { maskOn, voxelsOf } from './place.js';
import { smallSeries, unevenSeries } from './series.js';

const ids = labelFormats.map(({ id }) => id);
const image = { width: 4, height: 3, depth: 1 };
const sizes = [4, 3, 1] as const;
const spot: LabelledObject = { name: 'spot', masks: [maskOn(sizes, 'k', 0, [[1, 2]])] };
const empty: LabelledObject = { name: 'nothing', masks: [maskOn(sizes, 'k', 0, [])] };

let series: SourceVolume;
let uneven: SourceVolume;
beforeAll(async () => {
  [series, uneven] = [await smallSeries(), await unevenSeries()];
});

describe('labelFormatOf', () => {
  it.each([
    ['liver.seg.dcm', 'dicom-seg'],
    ['liver.dcm', 'dicom-seg'],
    ['liver.LabelMap.dcm', 'dicom-seg-labelmap'],
    ['liver.rtstruct.dcm', 'rtstruct'],
    ['C:\\scans\\liver.NII.GZ', 'nifti'],
    ['liver.nii', 'nifti'],
    ['liver.seg.nrrd', 'seg-nrrd'],
    ['liver.nrrd', 'nrrd'],
    ['liver.coco.json', 'coco'],
    ['liver.geojson', 'geojson'],
    ['liver.labels.png', 'label-png'],
    ['liver.png', undefined],
    ['liver.json', undefined],
    ['dcm', undefined],
    ['', undefined],
  ])('%s', (name, id) => {
    expect(labelFormatOf(name)?.id).toBe(id);
  });

  it('knows each format by its usual ending', () => {
    expect(labelFormats.map(({ endings }) => labelFormatOf(`x${endings[0]}`)?.id)).toEqual(ids);
  });
});

describe('a format that cannot hold labels of a source', () => {
  const possible = (source: SourceVolume | typeof image, objects?: readonly LabelledObject[]) =>
    labelFormats.filter((format) => formatProblem(format, source, objects) === undefined).map(({ id }) => id);
  const without = (...others: readonly LabelFormatId[]) => ids.filter((id) => !others.includes(id));
  const DICOM = ['dicom-seg', 'dicom-seg-labelmap', 'rtstruct'] as const;

  it('is DICOM of a picture, a label map of uneven slices, and a picture of several slices', () => {
    expect(possible(image)).toEqual(without(...DICOM));
    expect(possible(series)).toEqual(ids);
    expect(possible(uneven)).toEqual(without('nifti', 'nrrd', 'seg-nrrd'));
    const masks = [0, 3].map((k) => maskOn([64, 64, 4], 'k', k, [[5, 5]]));
    expect(possible(series, [{ masks }])).toEqual(without('label-png'));
    expect(possible(series, [{ masks: masks.slice(1) }])).toEqual(ids);
  });

  it('is DICOM of a series that does not say which it is', () => {
    const dicom = series.dicom && {
      ...series.dicom,
      facts: { ...series.dicom.facts, frameOfReferenceUid: undefined },
    };
    expect(possible({ ...series, dicom })).toEqual(without(...DICOM));
  });

  it.each(DICOM)('is refused with the ones that can: %s', async (format) => {
    await expect(writeLabels([spot], image, format)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      message: expect.stringContaining('DICOM series'),
      hint: expect.stringMatching(/\.nii\.gz.*\.coco\.json/),
    });
  });

  it('is refused where slices are uneven, which DICOM holds each in its place', async () => {
    const masks = [maskOn([64, 64, 3], 'k', 2, [[7, 9]])];
    await expect(writeLabels([{ masks }], uneven, 'nifti')).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      hint: expect.stringContaining('.seg.dcm'),
    });
    const { bytes } = await writeLabels([{ masks }], uneven, 'dicom-seg');
    expect((await readLabels(bytes, uneven)).objects.map(voxelsOf)).toEqual([['7 9 2']]);
  });
});

describe('objects that cannot be written', () => {
  it.each<[string, readonly LabelledObject[], string]>([
    ['none', [], 'INVALID_ARGUMENT'],
    [
      'on a slice that there is not',
      [{ masks: [{ ...maskOn(sizes, 'k', 0, []), index: 1 }] }],
      'INVALID_ARGUMENT',
    ],
    [
      'on an axis that there is not',
      [{ masks: [{ ...maskOn(sizes, 'k', 0, []), axis: 'z' as 'k' }] }],
      'INVALID_ARGUMENT',
    ],
    ['of another size', [{ masks: [maskOn([3, 4, 1], 'k', 0, [])] }], 'IMAGE_INVALID'],
    [
      'of the size of another axis',
      [{ masks: [{ ...maskOn(sizes, 'j', 0, []), axis: 'k' }] }],
      'IMAGE_INVALID',
    ],
  ])('%s', async (_, objects, code) => {
    for (const format of ids) {
      await expect(writeLabels(objects, image, format)).rejects.toMatchObject({ code });
    }
  });

  it('to no format of ours', async () => {
    await expect(writeLabels([spot], image, 'stl' as 'nifti')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});

describe('objects without a pixel', () => {
  it.each(['nifti', 'nrrd', 'seg-nrrd', 'coco', 'geojson', 'label-png'] as const)(
    'are told, and leave %s without one',
    async (format) => {
      const { bytes, warnings } = await writeLabels([empty], image, format);
      expect(warnings.map(({ code }) => code)).toContain('OBJECTS_EMPTY');
      const { objects } = await readLabels(bytes, image);
      expect(objects.flatMap(voxelsOf)).toEqual([]);
    },
  );

  it.each(['dicom-seg', 'dicom-seg-labelmap', 'rtstruct'] as const)(
    'alone are no %s, beside others a name',
    async (format) => {
      const nothing = { name: 'nothing', masks: [maskOn([64, 64, 4], 'k', 0, [])] };
      await expect(writeLabels([nothing], series, format)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      const one = { name: 'one', masks: [maskOn([64, 64, 4], 'k', 1, [[3, 4]])] };
      const { bytes, warnings } = await writeLabels([nothing, one], series, format);
      expect(warnings.map(({ code }) => code)).toEqual(['OBJECTS_EMPTY']);
      const { objects } = await readLabels(bytes, series);
      expect(objects.map((object) => [object.name, voxelsOf(object)])).toEqual([
        ['nothing', []],
        ['one', ['3 4 1']],
      ]);
    },
  );
});

it('an object whose name is empty has none, and the name of an algorithm is as long as DICOM holds', async () => {
  for (const format of ids) {
    const objects = [{ name: ' ', masks: [maskOn([64, 64, 4], 'k', 0, [[1, 1]])] }];
    const { bytes } = await writeLabels(objects, series, format, { algorithmName: 'a'.repeat(100) });
    const { objects: read } = await readLabels(bytes, series, { slice: { index: 0 } });
    expect(read.map(({ name }) => name?.trim())).not.toContain('');
  }
});

it('colours, codes and the model go into DICOM and come back', async () => {
  const liver: LabelledObject = {
    name: 'Liver',
    colour: [0.8, 0.2, 0.2],
    category: { value: '123037004', scheme: 'SCT', meaning: 'Anatomical Structure' },
    type: { value: '10200004', scheme: 'SCT', meaning: 'Liver' },
    masks: [maskOn([64, 64, 4], 'i', 3, [[4, 1]])],
  };
  for (const format of ['dicom-seg', 'dicom-seg-labelmap', 'rtstruct'] as const) {
    const { bytes } = await writeLabels([liver], series, format, {
      algorithmName: 'some-model',
      equipment: { softwareVersions: '7.7.7' },
    });
    const text = String.fromCharCode(...bytes);
    expect([text.includes('some-model'), text.includes('7.7.7')]).toEqual([true, true]);
    const [read] = (await readLabels(bytes, series)).objects;
    expect(read?.type).toEqual(liver.type);
    expect(read?.colour).toEqual(liver.colour?.map((part) => expect.closeTo(part, 2)));
    if (format !== 'rtstruct') expect(read?.category).toEqual(liver.category);
  }
});
