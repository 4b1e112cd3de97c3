import { indexToLps, isMedicoSamError } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { isNifti, type NiftiFile, readNifti, writeNifti } from '../../src/nifti.js';
import { inCOrder, sha256Of } from './c-order.js';
import {
  cornersOf,
  expectedCorners,
  expectedVolumes,
  expectValues,
  furthest,
  toRas,
  volumeFixture,
} from './volume-fixtures.js';

const files = expectedVolumes.copied.filter(({ file }) => !file.endsWith('.nrrd'));
const complex = 'complex_image.nii.gz';

/** All volumes of a file. */
function readAll(bytes: Uint8Array): NiftiFile[] {
  const first = readNifti(bytes);
  return Array.from({ length: first.volumeCount }, (_, volume) => readNifti(bytes, { volume }));
}

describe('NIfTI files that nibabel reads', () => {
  it.each(files.filter(({ broken, file }) => !broken && file !== complex))('$file', (expected) => {
    const bytes = volumeFixture(expected.file);
    expect(isNifti(bytes)).toBe(true);
    const all = readAll(bytes);
    expectValues(all, expected);
    const [{ volume, affine }] = all as [NiftiFile];
    const { geometry } = volume;
    const corners = expectedCorners[`nifti/${expected.file}`] ?? [];
    expect(corners).toHaveLength(8);
    expect(furthest(cornersOf(toRas(affine), volume), corners)).toBeLessThan(1e-4);
    if (!geometry) throw new Error('None of these files shears.');
    const last = indexToLps(geometry, [volume.width - 1, volume.height - 1, volume.depth - 1]);
    const [x, y, z] = corners[7] as [number, number, number];
    expect(furthest([last], [[-x, -y, z]])).toBeLessThan(1e-4);
  });
});

describe('every type and byte order that nibabel writes', () => {
  it('are 40', () => expect(expectedVolumes.nifti).toHaveLength(40));
  it.each(expectedVolumes.nifti)('$file', ({ base64 = '', shape, dtype, sha256, affine, file }) => {
    const { volume, header, warnings, affine: found, placement } = readNifti(Buffer.from(base64, 'base64'));
    expect([volume.width, volume.height, volume.depth]).toEqual(shape);
    expect(header.type).toBe(dtype);
    expect(header.littleEndian).toBe(file.includes('little'));
    expect(sha256Of(inCOrder([volume]), dtype)).toBe(sha256);
    expect(toRas(found)).toEqual(affine?.flat().map((value) => 0 + value));
    expect(placement).toBe('sform');
    expect(warnings).toEqual([]);
  });
});

describe('NIfTI files that are broken or hold what has no place here', () => {
  it.each(files.filter(({ broken, file }) => broken || file === complex))('$file is refused', ({ file }) => {
    let error: unknown;
    try {
      readNifti(volumeFixture(file));
    } catch (caught) {
      error = caught;
    }
    expect(isMedicoSamError(error, 'FORMAT_INVALID', 'FORMAT_UNSUPPORTED'), String(error)).toBe(true);
    expect({ file, message: (error as Error).message }).toMatchSnapshot();
  });
});

describe('what is odd about a NIfTI file is named', () => {
  const codes = (file: string) => readNifti(volumeFixture(file)).warnings.map(({ code }) => code);

  it('no place', () => expect(codes('minimal.nii.gz')).toEqual(['GEOMETRY_ASSUMED']));
  it('two places', () => expect(codes('derived_qform_ne_sform.nii.gz')).toEqual(['GEOMETRY_DISAGREES']));
  it('nothing', () => expect(codes('derived_int8.nii.gz')).toEqual([]));
  it('rest behind the voxels', () => {
    const bytes = volumeFixture('resampled_anat_moved.nii');
    const longer = new Uint8Array(bytes.length + 5);
    longer.set(bytes);
    expect(readNifti(longer).warnings.map(({ code }) => code)).toEqual(['TRAILING_DATA']);
  });
});

describe('the header of a NIfTI file', () => {
  const written = () =>
    writeNifti(
      {
        data: Uint8Array.of(1, 2),
        width: 2,
        height: 1,
        depth: 1,
        geometry: { origin: [1, 2, 3], spacing: [4, 5, 6], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
      },
      { gzip: false },
    );
  const read = (change: (view: DataView) => void) => {
    const bytes = written();
    change(new DataView(bytes.buffer));
    const { volume, warnings, placement } = readNifti(bytes);
    return {
      geometry: volume.geometry,
      rescale: volume.rescale,
      placement,
      codes: warnings.map(({ code }) => code),
    };
  };

  it('gives lengths in mm, whatever its unit', () => {
    expect(read((view) => view.setUint8(123, 3))).toMatchObject({
      geometry: { spacing: [0.004, 0.005, 0.006], origin: [0.001, 0.002, 0.003] },
      codes: ['UNIT_CONVERTED'],
    });
    expect(read((view) => view.setUint8(123, 0))).toMatchObject({
      geometry: { spacing: [4, 5, 6] },
      codes: [],
    });
  });
  it('says by the qform where the sform is none', () => {
    const zeroes = (view: DataView) => {
      for (let at = 280; at < 328; at += 4) view.setFloat32(at, 0);
    };
    expect(read(zeroes)).toMatchObject({
      geometry: { spacing: [4, 5, 6], origin: [1, 2, 3] },
      placement: 'qform',
      codes: ['GEOMETRY_UNUSABLE'],
    });
    const noTurn = (view: DataView) => {
      zeroes(view);
      view.setFloat32(256, 2, true);
    };
    expect(read(noTurn)).toMatchObject({
      placement: 'assumed',
      codes: ['GEOMETRY_UNUSABLE', 'GEOMETRY_UNUSABLE', 'GEOMETRY_ASSUMED'],
    });
  });
  it('is believed where its fields contradict each other, and that is named', () => {
    expect(read((view) => view.setInt16(72, 16, true))).toMatchObject({ codes: ['HEADER_INCONSISTENT'] });
    expect(read((view) => view.setFloat32(108, 300, true))).toMatchObject({ codes: ['HEADER_INCONSISTENT'] });
    expect(read((view) => view.setFloat32(108, 0, true))).toMatchObject({ codes: [] });
    expect(() => read((view) => view.setFloat32(108, Number.NaN, true))).toThrow('begin at byte NaN');
  });
  it('rescales by a slope that is one', () => {
    const scaled = (slope: number, intercept: number) =>
      read((view) => {
        view.setFloat32(112, slope, true);
        view.setFloat32(116, intercept, true);
      }).rescale;
    expect(scaled(2, -3)).toEqual({ slope: 2, intercept: -3 });
    expect(scaled(0, -3)).toBeUndefined();
    expect(scaled(Number.NaN, Number.NaN)).toBeUndefined();
    expect(() => scaled(2, Number.NaN)).toThrow('intercept of NaN');
  });
});

describe('NIfTI pairs', () => {
  it('take the voxels from the other file', () => {
    const single = volumeFixture('resampled_anat_moved.nii');
    const header = single.slice(0, 348);
    header.set([0x6e, 0x69, 0x31, 0], 344);
    new DataView(header.buffer).setFloat32(108, 0);
    const pair = readNifti(header, { image: single.subarray(352) });
    expect(pair.volume).toEqual(readNifti(single).volume);
    expect(pair.header.isPair).toBe(true);
  });
});

describe('volumes of a NIfTI file', () => {
  it('are counted, and chosen from 0', () => {
    const bytes = volumeFixture('5D_small.nii');
    const { volumeCount, header } = readNifti(bytes);
    expect(volumeCount).toBe(3);
    expect(header.sizes).toEqual([1, 2, 3, 1, 3]);
    expect(readNifti(bytes, { volume: 2 }).volume.data).not.toEqual(readNifti(bytes).volume.data);
    expect(() => readNifti(bytes, { volume: 3 })).toThrow('0 to 2');
  });
});

it('64-bit integers become the narrowest type that holds them', () => {
  expect(readNifti(volumeFixture('int64_seg.nii.gz')).volume.data).toBeInstanceOf(Int32Array);
  const single = volumeFixture('resampled_anat_moved.nii');
  const wide = new Uint8Array(352 + 8);
  wide.set(single.subarray(0, 352));
  const view = new DataView(wide.buffer);
  for (const [at, value] of [
    [42, 1],
    [44, 1],
    [46, 1],
    [70, 1024],
    [72, 64],
  ] as const) {
    view.setInt16(at, value);
  }
  const read = (value: bigint) => {
    view.setBigInt64(352, value);
    return readNifti(wide).volume.data;
  };
  expect(read(-(2n ** 31n))).toEqual(Int32Array.of(-(2 ** 31)));
  expect(read(2n ** 31n)).toEqual(Uint32Array.of(2 ** 31));
  expect(read(2n ** 53n - 1n)).toEqual(Float64Array.of(Number.MAX_SAFE_INTEGER));
  expect(() => read(2n ** 53n)).toThrow('beyond 2^53');
  expect(() => read(-(2n ** 53n) - 1n)).toThrow('beyond 2^53');
});

it('a reader takes no more than it may', () => {
  const bytes = volumeFixture('derived_int8.nii.gz');
  expect(() => readNifti(bytes, { maxVoxels: 9000 })).toThrow('at most 9000 voxels');
  expect(() => readNifti(bytes, { maxMemoryBytes: 9000 })).toThrow('0 MB');
});
