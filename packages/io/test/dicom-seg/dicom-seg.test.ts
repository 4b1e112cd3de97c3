import { type BinaryMask, indexToLps } from '@medicosam/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDataSet } from '../../src/dicom/data-set/parse-data-set.js';
import { frameAttributes } from '../../src/dicom/meaning/functional-groups.js';
import { readPlane } from '../../src/dicom/meaning/plane.js';
import { Warnings } from '../../src/dicom/warnings.js';
import { tagOf } from '../../src/dicom/writing/attributes.js';
import { type DicomVolume, readDicom, readDicomSeries } from '../../src/dicom.js';
import {
  laterality,
  type ReadSegment,
  readDicomSeg,
  readSegSource,
  type SegmentToWrite,
  segLabelMap,
  segmentCodes,
  writeDicomSeg,
} from '../../src/dicom-seg.js';
import { dicomFixtures, fileOf, hasSharedDicom, sharedDicom } from '../dicom/expected-dicom.js';
import { withText } from '../dicom/patch-dicom.js';
import { fixture } from '../fixture.js';
import { haveSameBytes } from '../volumes/c-order.js';
import { type Opened, openSeries, smallFiles, smallSlice } from './small-series.js';

const SIZE = 64 * 64;
const FRAME_OF_REFERENCE = '1.3.6.1.4.1.5962.1.4.4.1.20040826185059.5457';

let opened: Opened;
beforeAll(async () => {
  opened = await openSeries(smallFiles);
});

/** A label map of the four slices. */
function labels(
  ...voxels: readonly (readonly [x: number, y: number, k: number, value: number])[]
): Uint8Array {
  const map = new Uint8Array(4 * SIZE);
  for (const [x, y, k, value] of voxels) map[k * SIZE + y * 64 + x] = value;
  return map;
}

const dataSetOf = (file: Uint8Array) => {
  const warnings = new Warnings();
  const { values } = parseDataSet(file, {}, warnings);
  expect(warnings.list).toEqual([]);
  return values;
};

const segment = (mask: SegmentToWrite['mask'], more: Partial<SegmentToWrite> = {}): SegmentToWrite => ({
  label: 'Liver',
  mask,
  ...more,
});

describe('a segmentation that is written', () => {
  it('has the patient, study and frame of reference of its source, and names each image', () => {
    const values = dataSetOf(
      writeDicomSeg({ source: opened.source, segments: [segment(labels([1, 2, 3, 1]))] }),
    );
    const original = dataSetOf(smallFiles[0] as Uint8Array);
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
    expect(values.text(tagOf('SeriesInstanceUID'))).not.toBe(original.text(tagOf('SeriesInstanceUID')));
    const series = values.item(tagOf('ReferencedSeriesSequence'));
    expect(series?.text(tagOf('SeriesInstanceUID'))).toBe(original.text(tagOf('SeriesInstanceUID')));
    const instances = series?.items(tagOf('ReferencedInstanceSequence')) ?? [];
    expect(instances.map((item) => item.text(tagOf('ReferencedSOPInstanceUID')))).toEqual(
      opened.volume.slices.map(({ sopInstanceUid }) => sopInstanceUid),
    );
  });

  it('puts one voxel where it is, and leaves empty slices out', async () => {
    const { volume, source } = opened;
    const file = writeDicomSeg({ source, segments: [segment(labels([5, 60, 2, 1]))] });
    const { facts, frames } = await readDicom(file);
    expect(facts).toMatchObject({ modality: 'SEG', frameCount: 1, bitsAllocated: 1, width: 64, height: 64 });
    const [frame] = frames;
    expect(frame?.data.indexOf(1)).toBe(60 * 64 + 5);
    expect(frame?.data.lastIndexOf(1)).toBe(60 * 64 + 5);
    const place = frame?.geometry && indexToLps(frame.geometry, [5, 60, 0]);
    const expected = volume.geometry && indexToLps(volume.geometry, [5, 60, 2]);
    for (const axis of [0, 1, 2]) expect(place?.[axis]).toBeCloseTo(expected?.[axis] as number, 9);
    const perFrame = dataSetOf(file).item(tagOf('PerFrameFunctionalGroupsSequence'));
    const image = perFrame?.item(tagOf('DerivationImageSequence'))?.item(tagOf('SourceImageSequence'));
    expect(image?.text(tagOf('ReferencedSOPInstanceUID'))).toBe(volume.slices[2]?.sopInstanceUid);
    expect(image?.has(tagOf('ReferencedFrameNumber'))).toBe(false);
  });

  it('is read as a volume by the reader of series, segments apart', async () => {
    const map = labels([1, 1, 0, 1], [1, 1, 1, 1], [2, 2, 1, 2], [2, 2, 2, 2], [2, 2, 3, 2]);
    const segments = [1, 2].map((labelValue) => segment(map, { label: `${labelValue}`, labelValue }));
    const { volumes } = await readDicomSeries([writeDicomSeg({ source: opened.source, segments })]);
    expect(volumes.map(({ depth }) => depth)).toEqual([3, 2]);
    expect(volumes[0]?.geometry?.spacing[2]).toBeCloseTo(1.5, 12);
  });

  it('says what its segments are, and who drew them', () => {
    const values = dataSetOf(
      writeDicomSeg({
        source: opened.source,
        segments: [
          segment(labels([0, 0, 0, 1]), {
            label: 'Niere links',
            ...segmentCodes.kidney,
            typeModifiers: [laterality.left],
            algorithmName: 'sam_vit_b',
            trackingUid: '2.25.7',
            colour: [1, 1, 1],
          }),
          segment(labels([1, 0, 0, 1]), { label: 'Käse', algorithmType: 'MANUAL' }),
        ],
      }),
    );
    const [kidney, other] = values.items(tagOf('SegmentSequence'));
    expect(kidney?.text(tagOf('SegmentAlgorithmType'))).toBe('SEMIAUTOMATIC');
    expect(kidney?.text(tagOf('SegmentAlgorithmName'))).toBe('sam_vit_b');
    expect(kidney?.item(tagOf('SegmentedPropertyTypeCodeSequence'))?.text(tagOf('CodeValue'))).toBe(
      '64033007',
    );
    expect(kidney?.text(tagOf('TrackingID'))).toBe('Niere links');
    const lab = [0, 1, 2].map((i) => kidney?.uint16(tagOf('RecommendedDisplayCIELabValue'), i));
    expect(lab).toEqual([65535, 32896, 32896]);
    expect(other?.text(tagOf('SegmentLabel'))).toBe('Käse');
    expect(other?.has(tagOf('SegmentAlgorithmName'))).toBe(false);
    expect(other?.has(tagOf('TrackingUID'))).toBe(false);
    expect(values.text(tagOf('SegmentsOverlap'))).toBe('UNDEFINED');
    expect(values.text(tagOf('Manufacturer'))).toBe('MedicoSAM');
  });

  it('is the same from implicit and big endian files', async () => {
    const written = async (from: string) => {
      const { source } = await openSeries([fileOf(dicomFixtures, from)]);
      const mask = new Uint8Array(SIZE).fill(1, 70, 75);
      const file = writeDicomSeg({ source, segments: [segment(mask)], date: new Date(0) });
      const values = dataSetOf(file);
      const keep = ['PatientName', 'PatientWeight', 'FrameOfReferenceUID', 'StudyID', 'Rows'] as const;
      return [...keep.map((keyword) => values.texts(tagOf(keyword)).join()), values.raw(tagOf('PixelData'))];
    };
    const explicit = await written('MR_small.dcm');
    expect(explicit[0]).toContain('CompressedSamples');
    expect(await written('MR_small_implicit.dcm')).toEqual(explicit);
    expect(await written('MR_small_bigendian.dcm')).toEqual(explicit);
  });

  it('names frames of a multi-frame source', async () => {
    const files = [fileOf(dicomFixtures, 'rtdose.dcm')];
    const { volume, source } = await openSeries(files);
    const mask = new Map([[3, { ...square(volume.width, volume.height) }]]);
    const file = writeDicomSeg({ source, segments: [segment(mask)] });
    const values = dataSetOf(file);
    const frame = frameAttributes(values)(0);
    const image = frame.group(tagOf('DerivationImageSequence')).item(tagOf('SourceImageSequence'));
    expect(image?.decimal(tagOf('ReferencedFrameNumber'))).toBe((volume.slices[3]?.frame ?? -1) + 1);
    const position = readPlane(frame, new Warnings())?.position;
    expect(position).toEqual(volume.slices[3]?.position);
    const read = await readDicomSeg(file, volume);
    expect([...(read.segments[0]?.mask.keys() ?? [])]).toEqual([3]);
  });
});

const square = (width: number, height: number): BinaryMask => {
  const bits = new Uint8Array(width * height);
  for (let y = 2; y < 6; y++) bits.fill(1, y * width + 3, y * width + 7);
  return { bits, width, height };
};

/** What is in a segment's masks, as indices in the volume. */
const voxelsOf = ({ mask }: Pick<ReadSegment, 'mask'>): number[] =>
  [...mask]
    .flatMap(([k, { bits }]) => [...bits].flatMap((bit, i) => (bit === 0 ? [] : [k * SIZE + i])))
    .sort((a, b) => a - b);

describe('a segmentation that is read back', () => {
  it.each(['BINARY', 'LABELMAP'] as const)('%s: any label map', async (kind) => {
    const { volume, source } = opened;
    const voxel = fc.tuple(fc.nat(4 * SIZE - 1), fc.integer({ min: 1, max: 3 }));
    await fc.assert(
      fc.asyncProperty(fc.array(voxel, { minLength: 1, maxLength: 40 }), async (voxels) => {
        const map = new Uint8Array(4 * SIZE);
        for (const [at, value] of voxels) map[at] = value;
        const segments = [1, 2, 3].map((labelValue) =>
          segment(map, { label: `Part ${labelValue}`, labelValue }),
        );
        const read = await readDicomSeg(writeDicomSeg({ source, segments, kind }), volume);
        expect(read.kind).toBe(kind);
        expect(read.unplaced).toEqual([]);
        expect(read.segments.map(({ number, label }) => [number, label])).toEqual([
          [1, 'Part 1'],
          [2, 'Part 2'],
          [3, 'Part 3'],
        ]);
        expect(haveSameBytes(segLabelMap(read.segments, volume), map)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('is written again, with one more that overlaps, and nothing is lost', async () => {
    const { volume, source } = opened;
    const first = segment(labels([1, 2, 0, 1], [1, 2, 1, 1]), {
      ...segmentCodes.neoplasm,
      description: 'zwei Schichten',
      anatomicRegion: segmentCodes.liver.type,
      typeModifiers: [laterality.right],
      algorithmName: 'sam',
      colour: [0.2, 0.4, 0.6],
      trackingId: 'T1',
      trackingUid: '2.25.9',
    });
    const once = await readDicomSeg(writeDicomSeg({ source, segments: [first] }), volume);
    const more = segment(new Map([[1, square(64, 64)]]), { label: 'More' });
    const twice = await readDicomSeg(writeDicomSeg({ source, segments: [...once.segments, more] }), volume);
    const [again, added] = twice.segments;
    const { mask: _, colour, ...described } = first;
    expect(again).toMatchObject({ ...described, algorithmType: 'SEMIAUTOMATIC' });
    for (const [i, part] of (colour ?? []).entries()) expect(again?.colour?.[i]).toBeCloseTo(part, 3);
    expect(again && voxelsOf(again)).toEqual([2 * 64 + 1, SIZE + 2 * 64 + 1]);
    expect(added && voxelsOf(added)).toHaveLength(16);
  });

  it('lies where it was drawn, whatever the order of the volume that it is read onto', async () => {
    const { source } = opened;
    const file = writeDicomSeg({ source, segments: [segment(labels([5, 6, 0, 1], [7, 8, 3, 1]))] });
    const { volume } = await openSeries([...smallFiles, smallSlice('0.0', 10), smallSlice('-0.5', 15)]);
    const read = await readDicomSeg(file, volume);
    expect(read.segments.map((own) => [...own.mask.keys()])).toEqual([[2, 5]]);
    const fewer = await openSeries(smallFiles.slice(1));
    expect((await readDicomSeg(file, fewer.volume)).unplaced).toEqual([]);
    const without = await openSeries(smallFiles.filter((_, i) => i !== 1));
    expect((await readDicomSeg(file, without.volume)).unplaced).toEqual([0]);
  });

  it('is refused on a volume that it was not drawn on', async () => {
    const { source } = opened;
    const file = writeDicomSeg({ source, segments: [segment(labels([5, 6, 0, 1]))] });
    const far = await openSeries([smallSlice('91.0', 11), smallSlice('93.0', 12)]);
    await expect(readDicomSeg(file, far.volume)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
    const other = await openSeries(smallFiles.map((one) => withText(one, FRAME_OF_REFERENCE, '1.2.3')));
    await expect(readDicomSeg(file, other.volume)).rejects.toThrow('another frame of reference');
    const { volume: larger } = await openSeries([fileOf(dicomFixtures, 'CT_small.dcm')]);
    await expect(readDicomSeg(file, larger)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
    await expect(readDicomSeg(smallFiles[0] as Uint8Array, opened.volume)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
  });
});

describe('a segmentation that others wrote', () => {
  it('with frames of two segments that overlap, by highdicom', async () => {
    const file = fileOf(dicomFixtures, 'seg_image_ct_binary_overlap.dcm');
    const { frames } = await readDicom(file, { asStored: true });
    // The images are not here: the frames of the first segment make the slices.
    const { volumes } = await readDicomSeries([file]);
    const volume = volumes[0] as DicomVolume;
    const { segments, unplaced, kind } = await readDicomSeg(file, volume);
    expect([kind, unplaced]).toEqual(['BINARY', []]);
    expect(segments.map(({ label, algorithmType }) => [label, algorithmType])).toEqual([
      ['first segment', 'AUTOMATIC'],
      ['second segment', 'AUTOMATIC'],
    ]);
    expect(frames).toHaveLength(8);
    for (const [at, { mask }] of segments.entries()) {
      expect([...mask.keys()]).toEqual([0, 1, 2, 3]);
      for (const [k, { bits }] of mask) expect(bits).toEqual(frames[4 * at + k]?.data);
    }
    expect(() => segLabelMap(segments, volume)).toThrow('overlaps');
  });

  it('of fractions, by highdicom: what is at least half is inside, and that is said', async () => {
    const file = fixture('dicom-seg/fractional.dcm');
    const series = await openSeries([fileOf(dicomFixtures, 'MR_small.dcm')]);
    const { kind, segments, warnings } = await readDicomSeg(file, series.volume);
    expect(kind).toBe('BINARY');
    expect(warnings.map(({ code }) => code)).toEqual(['FRACTIONS_THRESHOLDED']);
    const [ramp] = segments;
    expect(ramp).toMatchObject({ label: 'Ramp', algorithmType: 'AUTOMATIC' });
    const expected = Uint8Array.from({ length: SIZE }, (_, i) => (i < SIZE / 2 && i % 64 >= 32 ? 1 : 0));
    expect(ramp?.mask.get(0)?.bits).toEqual(expected);
    const again = await readDicomSeg(writeDicomSeg({ source: series.source, segments }), series.volume);
    expect(again.segments[0]?.mask.get(0)?.bits).toEqual(expected);
    expect(again.warnings).toEqual([]);
    await expect(readDicomSeg(withText(file, 'FRACTIONAL', 'SOMETHING'), series.volume)).rejects.toThrow(
      '"SOMETHING"',
    );
  });

  it.runIf(hasSharedDicom)('of the liver, by dcmqi, lies on its series and is written again', async () => {
    const names = ['001.dcm', '002.dcm', '003.dcm'];
    const series = await openSeries(names.map((name) => fileOf(sharedDicom, `series_ct_liver/${name}`)));
    const file = fileOf(dicomFixtures, 'liver_deflate.dcm');
    const { frames } = await readDicom(file, { asStored: true });
    const read = await readDicomSeg(file, series.volume);
    expect(read.segments).toMatchObject([{ label: 'Liver', algorithmType: 'SEMIAUTOMATIC' }]);
    const mask = (segments: readonly ReadSegment[], k: number) => segments[0]?.mask.get(k)?.bits ?? [];
    const again = await readDicomSeg(writeDicomSeg({ source: series.source, ...read }), series.volume);
    for (const [k, frame] of frames.entries()) {
      expect(haveSameBytes(mask(read.segments, k) as Uint8Array, frame.data)).toBe(true);
      expect(haveSameBytes(mask(again.segments, k) as Uint8Array, frame.data)).toBe(true);
    }
    expect(again.segments[0]).toMatchObject({ type: read.segments[0]?.type, label: 'Liver' });
  });

  it('of another type is refused', async () => {
    const file = writeDicomSeg({ source: opened.source, segments: [segment(labels([0, 0, 0, 1]))] });
    await expect(readDicomSeg(withText(file, 'BINARY', 'FRACT'), opened.volume)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      message: expect.stringContaining('FRACT'),
    });
  });
});

describe('what is not written', () => {
  const mask = new Uint8Array(4 * SIZE).fill(1, 0, 9);
  const one: BinaryMask = square(64, 64);
  it.each<[string, Partial<Parameters<typeof writeDicomSeg>[0]>, string, RegExp]>([
    ['no segment', { segments: [] }, 'INVALID_ARGUMENT', /no segment/],
    ['empty masks', { segments: [segment(new Uint8Array(4 * SIZE))] }, 'INVALID_ARGUMENT', /empty/],
    ['another size', { segments: [segment(new Uint8Array(SIZE))] }, 'IMAGE_INVALID', /4096 voxels.*4 slices/],
    ['another slice', { segments: [segment(new Map([[4, one]]))] }, 'IMAGE_INVALID', /a slice 4/],
    ['a turned mask', { segments: [segment(new Map([[0, square(32, 128)]]))] }, 'IMAGE_INVALID', /32 × 128/],
    ['a list', { segments: [segment([1] as unknown as Uint8Array)] }, 'INVALID_ARGUMENT', /Map of masks/],
    [
      'both',
      { segments: [segment(new Map([[0, one]]), { labelValue: 1 })] },
      'INVALID_ARGUMENT',
      /label map/,
    ],
    ['no label', { segments: [segment(mask, { label: '' })] }, 'INVALID_ARGUMENT', /label/],
    ['a long label', { segments: [segment(mask, { label: 'x'.repeat(65) })] }, 'INVALID_ARGUMENT', /64/],
    [
      'a label of two values',
      { segments: [segment(mask, { label: 'a\\b' })] },
      'INVALID_ARGUMENT',
      /backslash/,
    ],
    ['no UID', { segments: [segment(mask, { trackingUid: '1.02' })] }, 'INVALID_ARGUMENT', /UID/],
    ['no colour', { segments: [segment(mask, { colour: [0, 255, 0] })] }, 'INVALID_ARGUMENT', /colour/],
    ['label value 0', { segments: [segment(mask, { labelValue: 0 })] }, 'INVALID_ARGUMENT', /label value/],
    [
      'overlap',
      { kind: 'LABELMAP', segments: [segment(mask), segment(mask)] },
      'INVALID_ARGUMENT',
      /overlaps/,
    ],
    ['content label', { contentLabel: 'lower' }, 'INVALID_ARGUMENT', /content label/],
    ['no date', { date: new Date(Number.NaN) }, 'INVALID_ARGUMENT', /date/],
  ])('%s', (_, options, code, message) => {
    const all = { source: opened.source, segments: [segment(mask)], ...options };
    expect(() => writeDicomSeg(all)).toThrow(message);
    expect(() => writeDicomSeg(all)).toThrow(expect.objectContaining({ code }));
  });

  it('a source without a place, of two frames of reference, of two series, or not given', async () => {
    const [first, second] = smallFiles as [Uint8Array, Uint8Array];
    const slices = [
      { file: 0, frame: 0, position: [0, 0, 0] as const },
      { file: 1, frame: 0, position: [0, 0, 1] as const },
    ];
    const plain = fileOf(dicomFixtures, 'SC_rgb_small_odd.dcm');
    await expect(readSegSource([plain], { slices: slices.slice(0, 1) })).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
    const moved = withText(second, FRAME_OF_REFERENCE, '1.2.3');
    await expect(readSegSource([first, moved], { slices })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('frames of reference'),
    });
    const wider = withText(second, '0.3125\\0.3125', '0.625\\0.3125');
    await expect(readSegSource([first, wider], { slices })).rejects.toThrow('pixel spacing');
    await expect(readSegSource([first], { slices })).rejects.toThrow('file 1');
    await expect(readSegSource([], { slices: [] })).rejects.toThrow('no slice');
  });
});
