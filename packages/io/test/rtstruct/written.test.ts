import { indexToLps, type Vector3 } from '@medicosam/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDataSet } from '../../src/dicom/data-set/parse-data-set.js';
import { Warnings } from '../../src/dicom/warnings.js';
import { tagOf } from '../../src/dicom/writing/attributes.js';
import { openDicom } from '../../src/dicom.js';
import { type RoiToWrite, readRtStruct, segmentCodes, writeRtStruct } from '../../src/rtstruct.js';
import { type Opened, openSeries, smallFiles } from '../dicom-seg/small-series.js';
import { drawn, madeGrid, mapOf } from './made-grid.js';

let opened: Opened;
beforeAll(async () => {
  opened = await openSeries(smallFiles);
});

const valuesOf = (file: Uint8Array) => {
  const warnings = new Warnings();
  const { values, syntax } = parseDataSet(file, {}, warnings);
  expect(warnings.list).toEqual([]);
  expect(syntax.name).toBe('Implicit VR Little Endian');
  return values;
};

const one = (x: number, y: number) => drawn(64, 64, ...Array<string>(y).fill(''), `${' '.repeat(x)}#`);

/** The outlines of the first region. */
const contoursOf = (file: Uint8Array) =>
  valuesOf(file).item(tagOf('ROIContourSequence'))?.items(tagOf('ContourSequence')) ?? [];

describe('a structure set that is written', () => {
  it('has one pixel’s outline along its edges, in its place and on its image', () => {
    const { volume, source } = opened;
    const file = writeRtStruct({ source, rois: [{ name: 'One', mask: new Map([[2, one(5, 60)]]) }] });
    const [contour, ...others] = contoursOf(file);
    expect(others).toEqual([]);
    expect(contour?.text(tagOf('ContourGeometricType'))).toBe('CLOSED_PLANAR');
    expect(contour?.decimal(tagOf('NumberOfContourPoints'))).toBe(4);
    const points = contour?.decimals(tagOf('ContourData')) ?? [];
    const corners: Vector3[] = [
      [4.5, 59.5, 2],
      [5.5, 59.5, 2],
      [5.5, 60.5, 2],
      [4.5, 60.5, 2],
    ];
    for (const [i, corner] of corners.entries()) {
      const expected = volume.geometry && indexToLps(volume.geometry, corner);
      for (const axis of [0, 1, 2]) expect(points[3 * i + axis]).toBeCloseTo(expected?.[axis] as number, 9);
    }
    const image = contour?.item(tagOf('ContourImageSequence'));
    expect(image?.text(tagOf('ReferencedSOPInstanceUID'))).toBe(volume.slices[2]?.sopInstanceUid);
    expect(image?.has(tagOf('ReferencedFrameNumber'))).toBe(false);
  });

  it('has the patient, study and frame of reference of its source, and names each image', async () => {
    const { volume, source } = opened;
    const file = writeRtStruct({ source, rois: [{ name: 'One', mask: new Map([[2, one(0, 0)]]) }] });
    const values = valuesOf(file);
    const { values: original } = parseDataSet(smallFiles[0] as Uint8Array, {}, new Warnings());
    const same = [
      'PatientName',
      'PatientID',
      'StudyInstanceUID',
      'StudyDate',
      'FrameOfReferenceUID',
    ] as const;
    for (const keyword of same) {
      expect(values.text(tagOf(keyword)), keyword).toBe(original.text(tagOf(keyword)));
      expect(values.text(tagOf(keyword)), keyword).toBeDefined();
    }
    const frame = values.item(tagOf('ReferencedFrameOfReferenceSequence'));
    expect(frame?.text(tagOf('FrameOfReferenceUID'))).toBe(source.frameOfReferenceUid);
    const study = frame?.item(tagOf('RTReferencedStudySequence'));
    expect(study?.text(tagOf('ReferencedSOPInstanceUID'))).toBe(source.studyInstanceUid);
    const series = study?.item(tagOf('RTReferencedSeriesSequence'));
    expect(series?.text(tagOf('SeriesInstanceUID'))).toBe(source.seriesInstanceUid);
    const images = series?.items(tagOf('ContourImageSequence')) ?? [];
    expect(images.map((item) => item.text(tagOf('ReferencedSOPInstanceUID')))).toEqual(
      volume.slices.map(({ sopInstanceUid }) => sopInstanceUid),
    );
    expect((await openDicom(file)).facts).toMatchObject({
      modality: 'RTSTRUCT',
      seriesDescription: 'Structures',
    });
  });

  it('says what its regions are, and who drew them', () => {
    const mask = new Map([[0, one(1, 1)]]);
    const rois: RoiToWrite[] = [
      {
        name: 'Käse',
        mask,
        description: 'zum Frühstück',
        interpretedType: 'AVOIDANCE',
        code: segmentCodes.liver.type,
        colour: [1, 0.5, 0],
      },
      { name: 'By hand', mask, algorithmType: 'MANUAL' },
      { name: 'Nothing yet', mask: new Map() },
    ];
    const values = valuesOf(
      writeRtStruct({
        source: opened.source,
        rois,
        structureSetLabel: 'Plan 1',
        operatorsName: 'Roe^Jo',
        sopInstanceUid: '2.25.77',
        equipment: { softwareVersions: '1.2' },
        date: new Date(2026, 10, 30, 13, 5, 7),
      }),
    );
    const said = (keyword: Parameters<typeof tagOf>[0]) => values.text(tagOf(keyword));
    expect(said('StructureSetLabel')).toBe('Plan 1');
    expect(said('OperatorsName')).toBe('Roe^Jo');
    expect(said('SOPInstanceUID')).toBe('2.25.77');
    expect(said('SoftwareVersions')).toBe('1.2');
    expect([said('StructureSetDate'), said('StructureSetTime')]).toEqual(['20261130', '130507']);
    expect(said('ApprovalStatus')).toBe('UNAPPROVED');
    const items = values.items(tagOf('StructureSetROISequence'));
    const texts = (keyword: Parameters<typeof tagOf>[0]) => items.map((item) => item.text(tagOf(keyword)));
    expect(texts('ROINumber')).toEqual(['1', '2', '3']);
    expect(texts('ROIName')).toEqual(['Käse', 'By hand', 'Nothing yet']);
    expect(texts('ROIDescription')[0]).toBe('zum Frühstück');
    expect(texts('ROIGenerationAlgorithm')).toEqual(['SEMIAUTOMATIC', 'MANUAL', 'SEMIAUTOMATIC']);
    expect(texts('ROIGenerationDescription')).toEqual(['MedicoSAM', undefined, 'MedicoSAM']);
    expect(texts('ReferencedFrameOfReferenceUID')[2]).toBe(opened.source.frameOfReferenceUid);
    const drawnItems = values.items(tagOf('ROIContourSequence'));
    expect(drawnItems[0]?.texts(tagOf('ROIDisplayColor'))).toEqual(['255', '128', '0']);
    expect(drawnItems.map((item) => item.items(tagOf('ContourSequence')).length)).toEqual([1, 1, 0]);
    const [observation] = values.items(tagOf('RTROIObservationsSequence'));
    expect(observation?.text(tagOf('RTROIInterpretedType'))).toBe('AVOIDANCE');
    expect(observation?.item(tagOf('RTROIIdentificationCodeSequence'))?.text(tagOf('CodeValue'))).toBe(
      '10200004',
    );
  });

  it('keeps an outline of more than 64 kB whole, in numbers of 16 characters at most', async () => {
    const made = madeGrid({ width: 120, height: 120, tilt: [0.3, 1], depths: [1 / 3] });
    const isHole = (x: number, y: number) => x % 3 === 1 && y % 3 === 1;
    const sieve = Uint8Array.from({ length: 120 * 120 }, (_, i) =>
      isHole(i % 120, Math.floor(i / 120)) ? 0 : 1,
    );
    const file = writeRtStruct({ source: made.source, rois: [{ name: 'Sieve', mask: sieve }] });
    const contours = contoursOf(file);
    expect(contours).toHaveLength(1);
    expect(contours[0]?.raw(tagOf('ContourData'))?.byteLength).toBeGreaterThan(0x10000);
    const texts = contours[0]?.texts(tagOf('ContourData')) ?? [];
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(16);
    const { rois } = await readRtStruct(file, made.volume);
    expect(rois.map((roi) => mapOf(roi, made))).toEqual([sieve]);
  });
});

describe('what is not written', () => {
  const mask = new Map([[0, one(1, 1)]]);
  const roi: RoiToWrite = { name: 'One', mask };
  it.each<[string, Partial<Parameters<typeof writeRtStruct>[0]>, string, RegExp]>([
    ['no region', { rois: [] }, 'INVALID_ARGUMENT', /no region/],
    ['empty masks', { rois: [{ ...roi, mask: new Uint8Array(4 * 64 * 64) }] }, 'INVALID_ARGUMENT', /empty/],
    [
      'another size',
      { rois: [{ ...roi, mask: new Uint8Array(64) }] },
      'IMAGE_INVALID',
      /region "One" has 64/,
    ],
    ['another slice', { rois: [{ ...roi, mask: new Map([[4, one(1, 1)]]) }] }, 'IMAGE_INVALID', /a slice 4/],
    ['no name', { rois: [{ ...roi, name: ' ' }] }, 'INVALID_ARGUMENT', /name of a region/],
    ['a colour of 255', { rois: [{ ...roi, colour: [255, 0, 0] }] }, 'INVALID_ARGUMENT', /colour/],
    [
      'a type in small letters',
      { rois: [{ ...roi, interpretedType: 'organ' }] },
      'INVALID_ARGUMENT',
      /capitals/,
    ],
    ['a long text', { structureSetDescription: 'x\n'.repeat(600) }, 'INVALID_ARGUMENT', /1 to 1024/],
    ['a backslash', { structureSetDescription: 'a\nb\\c' }, 'INVALID_ARGUMENT', /backslash/],
    ['a long label', { structureSetLabel: 'x'.repeat(17) }, 'INVALID_ARGUMENT', /label.*16/],
    ['no UID', { sopInstanceUid: 'mine' }, 'INVALID_ARGUMENT', /UID/],
    ['half a number', { seriesNumber: 1.5 }, 'INVALID_ARGUMENT', /series number/],
    ['no date', { date: new Date(Number.NaN) }, 'INVALID_ARGUMENT', /date/],
  ])('%s', (_, options, code, message) => {
    const all = { source: opened.source, rois: [roi], ...options };
    expect(() => writeRtStruct(all)).toThrow(message);
    expect(() => writeRtStruct(all)).toThrow(expect.objectContaining({ code }));
  });
});
