import { describe, expect, it } from 'vitest';
import type { DicomStack } from '../../src/dicom/series/read-stack.js';
import { readRtStruct, writeRtStruct } from '../../src/rtstruct.js';
import { fixture } from '../fixture.js';
import { at, box, type ForeignContour, foreignSet } from './foreign-set.js';
import { madeGrid, picture } from './made-grid.js';

const made = madeGrid({ tilt: [0.2, 0.7] });
const { volume } = made;

/** Pictures of the slices of one region with these outlines, and what was said. */
async function read(contours: readonly ForeignContour[], on = made) {
  const { rois, unplaced, warnings } = await readRtStruct(foreignSet(on, [{ contours }]), on.volume);
  const slices = [...(rois[0]?.mask ?? [])].map(([k, mask]) => [k, picture(mask)] as const);
  return {
    slices: Object.fromEntries(slices),
    unplaced: unplaced.map(({ contour }) => contour),
    codes: warnings.map(({ code }) => code),
  };
}

const nothing = '............';
const RING = [nothing, '.#####......', '.#####......', '.##.##......', '.#####......', '.#####......'];
const rows = (...lines: readonly string[]) => [...lines, ...Array<string>(9 - lines.length).fill(nothing)];

describe('holes', () => {
  const outer = box(2, 1, 1, 5, 5);
  const inner = box(2, 3, 3, 3, 3);

  it('CLOSEDPLANAR_XOR, in any order', async () => {
    const type = 'CLOSEDPLANAR_XOR';
    const expected = { slices: { 1: rows(...RING) }, unplaced: [], codes: [] };
    expect(await read([outer, inner].map((points) => ({ type, points })))).toEqual(expected);
    expect(await read([inner, outer].map((points) => ({ type, points })))).toEqual(expected);
  });

  it('plain outlines within others, with a warning', async () => {
    const { slices, codes } = await read([outer, inner].map((points) => ({ points })));
    expect(slices).toEqual({ 1: rows(...RING) });
    expect(codes).toEqual(['HOLES_ASSUMED']);
  });

  it('a channel, without one', async () => {
    const points = [...outer, outer[0], ...inner, inner[0]].flatMap((point) => (point ? [point] : []));
    expect(await read([{ points }])).toEqual({ slices: { 1: rows(...RING) }, unplaced: [], codes: [] });
  });

  it('separate parts are no holes', async () => {
    const points = [box(0, 0, 0, 1, 1), box(0, 2, 2, 3, 3), box(0, 7, 0, 7, 0)];
    const { slices, codes } = await read(points.map((own) => ({ points: own })));
    expect(slices).toEqual({ 0: rows('##.....#....', '##..........', '..##........', '..##........') });
    expect(codes).toEqual([]);
  });
});

describe('outlines from centre to centre', () => {
  it('keep the pixels that they run through', async () => {
    const { slices } = await read([{ points: at(0, '1,1 5,1 5,5 1,5') }]);
    expect(slices).toEqual({ 0: rows(nothing, ...Array<string>(5).fill('.#####......')) });
  });

  it('of a single pixel and of a line, and with the first point repeated', async () => {
    const { slices } = await read([
      { points: at(0, '8,1') },
      { points: at(0, '1,3 4,3') },
      { points: at(0, '1,5 1,7 1,5') },
      { points: at(0, '5,5 7,7') },
    ]);
    expect(slices).toEqual({
      0: rows(
        nothing,
        '........#...',
        nothing,
        '.####.......',
        nothing,
        '.#...#......',
        '.#....#.....',
        '.#.....#....',
      ),
    });
  });

  it('a round one holds the pixels whose centres it holds', async () => {
    const on = madeGrid({ width: 50, height: 40, tilt: [1, 2], depths: [0] });
    const points = Array.from({ length: 400 }, (_, i) => ({
      x: 24.3 + 15 * Math.cos((i * Math.PI) / 200),
      y: 19.1 + 15 * Math.sin((i * Math.PI) / 200),
      k: 0,
    }));
    const { slices } = await read([{ points }], on);
    const expected = Array.from({ length: 40 }, (_, y) =>
      Array.from({ length: 50 }, (_x, x) => (Math.hypot(x - 24.3, y - 19.1) < 15 ? '#' : '.')).join(''),
    );
    expect(slices).toEqual({ 0: expected });
  });
});

describe('places', () => {
  const points = (k: number) => ({ points: box(k, 0, 0, 1, 0) });
  const PAIR = rows('##..........');

  it('outlines in any order, and a little off', async () => {
    const { slices, codes } = await read([points(4.05), points(-0.05), points(2)]);
    expect(slices).toEqual({ 0: PAIR, 1: PAIR, 2: PAIR });
    expect(codes).toEqual([]);
  });

  it('between and beyond slices there is no mask', async () => {
    const { slices, unplaced, codes } = await read([1, 2, 3, 5, -9].map(points));
    expect(slices).toEqual({ 1: PAIR });
    expect(unplaced).toEqual([0, 2, 3, 4]);
    expect(codes).toEqual(['CONTOURS_UNPLACED']);
  });

  it('of planes that are closer together than the slices, the nearest counts', async () => {
    const wide = (k: number) => ({ points: box(k, 0, 0, 3, 0) });
    const other = { points: box(2.03, 5, 0, 5, 0) };
    const { slices, unplaced } = await read([wide(1.85), points(2.02), other, points(2.03), wide(2.17)]);
    expect(slices).toEqual({ 1: rows('##...#......') });
    expect(unplaced).toEqual([0, 4]);
  });

  it('an outline across the slices is in none', async () => {
    const tilted = box(0, 1, 1, 5, 5).map((corner, i) => ({ ...corner, k: i < 2 ? 0 : 2 }));
    const { slices, unplaced, codes } = await read([{ points: tilted }, points(0)]);
    expect([slices, unplaced, codes]).toEqual([{ 0: PAIR }, [0], ['CONTOURS_TILTED']]);
  });

  it('a volume without a distance of slices', async () => {
    const on = madeGrid({ depths: [0] });
    expect((await read([points(0)], on)).slices).toEqual({ 0: PAIR });
  });

  it('what reaches beyond the images is cut off', async () => {
    const { slices, codes } = await read([{ points: box(0, -5, -5, 1, 0) }]);
    expect([slices, codes]).toEqual([{ 0: PAIR }, ['CONTOURS_CUT_OFF']]);
  });
});

describe('what is odd', () => {
  const good = { points: box(0, 0, 0, 1, 0) };

  it.each<[string, ForeignContour, string]>([
    ['a point', { type: 'POINT', points: at(0, '1,1') }, 'CONTOURS_NOT_CLOSED'],
    ['a line', { type: 'OPEN_PLANAR', points: box(0, 5, 5, 8, 8) }, 'CONTOURS_NOT_CLOSED'],
    ['a curve', { type: 'OPEN_NONPLANAR', points: box(0, 5, 5, 8, 8) }, 'CONTOURS_NOT_CLOSED'],
    ['no type', { type: '', points: box(0, 5, 5, 8, 8) }, 'CONTOURS_NOT_CLOSED'],
    ['fewer points than stated', { points: box(0, 5, 5, 8, 8), stated: 5 }, 'CONTOURS_DAMAGED'],
    ['half a point', { points: at(0, '1,1'), data: '1\\2' }, 'CONTOURS_DAMAGED'],
    ['no number', { points: at(0, '1,1'), data: '1\\2\\x' }, 'CONTOURS_DAMAGED'],
    ['a place far away', { points: at(0, '1,1'), data: '1\\2\\1e30' }, 'CONTOURS_DAMAGED'],
    ['nothing', { points: [], data: '' }, 'CONTOURS_DAMAGED'],
    ['an outline again', good, 'CONTOURS_REPEATED'],
  ])('%s is told, and the rest is read', async (_, odd, code) => {
    const { slices, codes, unplaced } = await read([good, odd]);
    expect([slices, codes, unplaced]).toEqual([{ 0: rows('##..........') }, [code], []]);
  });

  it('regions of another frame of reference, without a description, or with a number of another', async () => {
    const rois = [
      { number: 3, name: 'Liver', contours: [good] },
      { number: 3, name: 'Again', contours: [] },
      { number: 9, name: 'CT', frameOfReference: '2.25.999', contours: [good] },
    ];
    const extra = { ReferencedROINumber: 7, ROIDisplayColor: [1, 2, 3] };
    const { rois: found, warnings } = await readRtStruct(
      foreignSet(made, rois, { ROIContourSequence: [extra], StructureSetLabel: 'Set' }),
      volume,
    );
    expect(found).toEqual([
      { number: 3, name: 'Liver', mask: new Map(), algorithmType: 'UNKNOWN' },
      {
        number: 7,
        name: 'Region 7',
        mask: new Map(),
        algorithmType: 'UNKNOWN',
        colour: [1 / 255, 2 / 255, 3 / 255],
      },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['ROI_DAMAGED', 'ROI_UNDESCRIBED', 'ROI_ELSEWHERE']);
  });

  it('what does not say how it was made is written again without saying so', async () => {
    const { rois } = await readRtStruct(foreignSet(made, [{ name: 'A', contours: [good] }]), volume);
    const { rois: again } = await readRtStruct(writeRtStruct({ source: made.source, rois }), volume);
    expect(again).toMatchObject([{ name: 'A', algorithmType: 'UNKNOWN' }]);
    expect(again[0]).not.toHaveProperty('algorithmName');
  });

  it('a file with value representations', async () => {
    const { rois } = await readRtStruct(
      foreignSet(made, [{ name: 'A', contours: [good] }], {}, false),
      volume,
    );
    expect(rois.map(({ name, mask }) => [name, [...mask.keys()]])).toEqual([['A', [0]]]);
  });
});

describe('what is refused', () => {
  const contours = [{ points: box(0, 0, 0, 1, 0) }];

  it('what is no structure set, or has no region', async () => {
    const file = foreignSet(made, [{ contours }], { SOPClassUID: '1.2.3', Modality: 'RTPLAN' });
    await expect(readRtStruct(file, volume)).rejects.toMatchObject({ code: 'FORMAT_UNSUPPORTED' });
    await expect(readRtStruct(foreignSet(made, []), volume)).rejects.toMatchObject({
      code: 'FORMAT_INVALID',
    });
    await expect(readRtStruct(Uint8Array.of(1, 2, 3), volume)).rejects.toMatchObject({
      code: 'FORMAT_INVALID',
    });
  });

  it('a volume that it was not drawn on', async () => {
    const file = foreignSet(made, [{ contours: [{ points: box(50, 0, 0, 1, 0) }] }]);
    await expect(readRtStruct(file, volume)).rejects.toThrow('none of its outlines');
    const other = foreignSet(made, [{ contours, frameOfReference: '2.25.999' }]);
    await expect(readRtStruct(other, volume)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
  });

  it('masks beyond the limit', async () => {
    const file = foreignSet(made, [{ contours }]);
    await expect(readRtStruct(file, volume, { maxMemoryBytes: 100 })).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
  });
});

it('pydicom’s file, without a preamble', async () => {
  const frameOfReferenceUid = '1.2.826.0.1.3680043.8.498.2010020400001.2';
  const slices = [-200, -190, -180].map((z, file) => ({
    file,
    frame: 0,
    position: [-290, -180, z] as const,
  }));
  const affine = [20, 0, 0, -290, 0, 20, 0, -180, 0, 0, 10, -200, 0, 0, 0, 1] as const;
  const facts = { width: 30, height: 20, frameOfReferenceUid } as DicomStack['facts'];
  const { rois, warnings, label } = await readRtStruct(fixture('rtstruct/rtstruct.dcm'), {
    slices,
    affine,
    facts,
  });
  expect(label).toBe('sep30');
  expect(rois).toMatchObject([
    {
      number: 1,
      name: 'patient',
      description: 'patient',
      algorithmType: 'MANUAL',
      interpretedType: 'EXTERNAL',
    },
    { name: 'Isocenter 1' },
    {},
  ]);
  // 400 mm × 300 mm on each of three slices, of pixels of 20 mm.
  expect(
    [...(rois[0]?.mask ?? [])].map(([k, { bits }]) => [k, bits.reduce((sum, bit) => sum + bit, 0)]),
  ).toEqual([
    [0, 300],
    [1, 300],
    [2, 300],
  ]);
  expect(warnings.map(({ code }) => code)).toEqual([
    'PREAMBLE_MISSING',
    'TRANSFER_SYNTAX_MISSING',
    'CONTOURS_NOT_CLOSED',
    'CONTOURS_NOT_CLOSED',
  ]);
});
