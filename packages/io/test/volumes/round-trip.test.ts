import { indexToLps, lpsToIndex, type PixelVolume, type Vector3 } from '@medicosam/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNifti, writeNifti } from '../../src/nifti.js';
import { readNrrd, writeNrrd, writeSegNrrd } from '../../src/nrrd.js';
import { arbitraryGeometry, arbitraryVolume } from './arbitrary-volumes.js';

const isProof = Boolean(process.env['MEDICOSAM_PROVE']);

/** A type and its clamped sister are stored alike. */
const asRead = ({ data }: PixelVolume) => (data instanceof Uint8ClampedArray ? new Uint8Array(data) : data);
const corner = ({ width, height, depth }: PixelVolume): Vector3 => [width - 1, height - 1, depth - 1];
const distance = (a: Vector3, b: Vector3) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const formats = [
  ['NIfTI-1', (volume: PixelVolume) => readNifti(writeNifti(volume)), 2e-3],
  ['NIfTI-1, not compressed', (volume: PixelVolume) => readNifti(writeNifti(volume, { gzip: false })), 2e-3],
  ['NIfTI-2', (volume: PixelVolume) => readNifti(writeNifti(volume, { version: 2 })), 1e-9],
  ['NRRD', (volume: PixelVolume) => readNrrd(writeNrrd(volume)), 1e-9],
  ['NRRD, raw', (volume: PixelVolume) => readNrrd(writeNrrd(volume, { gzip: false })), 1e-9],
] as const;

describe.each(formats)('%s', (_, roundTrip, tolerance) => {
  it('keeps values and place of any type and orientation', () => {
    fc.assert(
      fc.property(arbitraryVolume, (volume) => {
        const { volume: read, warnings } = roundTrip(volume);
        expect(read.data).toEqual(asRead(volume));
        expect([read.width, read.height, read.depth]).toEqual([volume.width, volume.height, volume.depth]);
        expect(warnings).toEqual([]);
        if (!read.geometry) throw new Error('The place is lost.');
        // NIfTI-1 rounds to float32: of 2000 mm the seventh digit.
        for (const index of [[0, 0, 0], corner(volume)] as const) {
          expect(distance(indexToLps(read.geometry, index), indexToLps(volume.geometry, index))).toBeLessThan(
            tolerance,
          );
        }
      }),
      { numRuns: isProof ? 2000 : 60 },
    );
  });
});

describe('a thing of one voxel', () => {
  const labelMap = (geometry: PixelVolume['geometry'], [i, j, k]: Vector3): PixelVolume => {
    const data = new Uint8Array(12 * 10 * 8);
    data[(k * 10 + j) * 12 + i] = 1;
    return { data, width: 12, height: 10, depth: 8, channels: 1, geometry };
  };
  const index = fc.tuple(
    fc.integer({ min: 0, max: 11 }),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 7 }),
  );

  it.each([
    ['NIfTI-1', (labels: PixelVolume) => readNifti(writeNifti(labels, { labels: true })).volume],
    ['NIfTI-2', (labels: PixelVolume) => readNifti(writeNifti(labels, { labels: true, version: 2 })).volume],
    ['NRRD', (labels: PixelVolume) => readNrrd(writeNrrd(labels)).volume],
    [
      '.seg.nrrd',
      (labels: PixelVolume) => readNrrd(writeSegNrrd(labels, [{ labelValue: 1, name: 'one' }])).volume,
    ],
  ] as const)('returns to its place through %s', (_, roundTrip) => {
    fc.assert(
      fc.property(arbitraryGeometry, index, (geometry, at) => {
        const read = roundTrip(labelMap(geometry, at));
        const found = read.data.indexOf(1);
        expect(Array.from(read.data).reduce((sum, value) => sum + value, 0)).toBe(1);
        const indexFound: Vector3 = [found % 12, Math.floor(found / 12) % 10, Math.floor(found / 120)];
        if (!read.geometry) throw new Error('The place is lost.');
        const back = lpsToIndex(geometry, indexToLps(read.geometry, indexFound));
        expect(distance(back, at)).toBeLessThan(0.05);
      }),
      { numRuns: isProof ? 1000 : 40 },
    );
  });
});

describe('NIfTI files that are written', () => {
  const volume: PixelVolume = {
    data: Int16Array.of(1, -2, 3, 4),
    width: 2,
    height: 2,
    depth: 1,
    channels: 1,
  };

  it('keep slope and intercept', () => {
    const rescale = { slope: 0.5, intercept: -1024 };
    expect(readNifti(writeNifti({ ...volume, rescale })).volume.rescale).toEqual(rescale);
    expect(() => writeNifti({ ...volume, rescale: { slope: 0, intercept: 3 } })).toThrow('slope of 0');
  });
  it('say where they lie only when they know', () => {
    const { warnings, header } = readNifti(writeNifti(volume));
    expect(warnings.map(({ code }) => code)).toEqual(['GEOMETRY_ASSUMED']);
    expect([header.sformCode, header.qformCode]).toEqual([0, 0]);
  });
  it('take the affine of a file that shears', () => {
    const affine = [2, 0, 0, 5, 0, 2, 0.5, 6, 0, 0, 3, 7, 0, 0, 0, 1];
    const read = readNifti(writeNifti(volume, { affine }));
    expect(read.affine).toEqual(affine);
    expect(readNrrd(writeNrrd(volume, { affine })).affine).toEqual(affine);
    expect(read.warnings.map(({ code }) => code)).toEqual(['GEOMETRY_SHEARED']);
    expect(() => writeNifti(volume, { affine: [1, 2] })).toThrow('4 × 4');
  });
  it('state that they are labels', () => {
    expect(readNifti(writeNifti(volume, { labels: true })).header.intentCode).toBe(1002);
  });
  it('keep colours of 8 bits', () => {
    for (const channels of [3, 4]) {
      const data = Uint8Array.from({ length: 4 * channels }, (_, i) => i);
      const colours: PixelVolume = { ...volume, data, channels };
      expect(readNifti(writeNifti(colours)).volume).toMatchObject({ data, channels });
      expect(readNrrd(writeNrrd(colours)).volume).toMatchObject({ data, channels });
    }
    expect(() => writeNifti({ ...volume, data: new Uint16Array(12), channels: 3 })).toThrow('8 bits');
  });
  it('are version 2 where a side is too long for version 1', () => {
    const long: PixelVolume = {
      data: new Uint8Array(40_000),
      width: 40_000,
      height: 1,
      depth: 1,
      channels: 1,
    };
    expect(readNifti(writeNifti(long)).header).toMatchObject({ version: 2, sizes: [40_000, 1, 1] });
    expect(() => writeNifti(long, { version: 1 })).toThrow('32767');
  });
  it('are the same each time', () => {
    expect(writeNifti(volume)).toEqual(writeNifti(volume));
  });
});

describe('NRRD files that are written', () => {
  const labels: PixelVolume = {
    data: Uint16Array.of(0, 3, 3, 700),
    width: 2,
    height: 2,
    depth: 1,
    channels: 1,
  };

  it('keep keys and values, whatever is in them', () => {
    const keyValues = [['my key', 'C:\\new\nline']] as const;
    expect([...readNrrd(writeNrrd(labels, { keyValues })).keyValues]).toEqual(keyValues);
    expect(() => writeNrrd(labels, { keyValues: [['a:b', '']] })).toThrow('colon');
  });
  it('hold no slope', () => {
    expect(() => writeNrrd({ ...labels, rescale: { slope: 2, intercept: 0 } })).toThrow('no slope');
  });
  it('describe segments as 3D Slicer does', () => {
    const tags = [['Segmentation.Status', 'completed']] as const;
    const read = readNrrd(
      writeSegNrrd(labels, [
        { labelValue: 3, name: 'Left kidney', colour: [1, 0.5, 0], tags },
        { labelValue: 700, name: 'Cyst: small', id: 'cyst' },
        { labelValue: 9, name: 'Nothing yet' },
      ]),
    );
    expect(read.volume.data).toEqual(labels.data);
    expect(read.segments).toMatchObject([
      {
        id: 'Segment_3',
        name: 'Left kidney',
        labelValue: 3,
        layer: 0,
        colour: [1, 0.5, 0],
        extent: [0, 1, 0, 1, 0, 0],
      },
      { id: 'cyst', name: 'Cyst: small', labelValue: 700, extent: [1, 1, 1, 1, 0, 0] },
      { id: 'Segment_9', labelValue: 9, extent: [0, -1, 0, -1, 0, -1] },
    ]);
    expect([...(read.segments[0]?.tags ?? [])]).toEqual(tags);
    expect(read.segments[1]?.colour).toHaveLength(3);
  });
  it('describe every segment once', () => {
    const one = { labelValue: 3, name: 'a' };
    expect(() => writeSegNrrd(labels, [one])).toThrow('700');
    expect(() => writeSegNrrd(labels, [one, one])).toThrow('same value');
    expect(() =>
      writeSegNrrd(labels, [
        { ...one, id: 'x' },
        { labelValue: 700, name: 'b', id: 'x' },
      ]),
    ).toThrow('same id');
    expect(() => writeSegNrrd(labels, [{ labelValue: 0, name: 'a' }])).toThrow('from 1');
    expect(() => writeSegNrrd(labels, [{ ...one, tags: [['a', 'b|c']] }])).toThrow('tag');
    expect(() => writeSegNrrd({ ...labels, data: new Int16Array(4) }, [])).toThrow('unsigned');
  });
});
