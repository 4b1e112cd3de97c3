import { indexToLps, sliceVolume } from '@medicosam/core';
import { describe, expect, it, test } from 'vitest';
import { readDicom, readDicomSeries } from '../../src/dicom.js';
import {
  dicomFixtures,
  type ExpectedSeries,
  expectationsOf,
  fileOf,
  hasSharedDicom,
  sha256,
  sharedDicom,
} from './expected-dicom.js';
import { withText } from './patch-dicom.js';

const POSITION = '-83.9063\\-91.2000\\6.6406';
const INSTANCE = '1.3.6.1.4.1.5962.1.1.4.1.1.20040826185059.5457';
const original = fileOf(dicomFixtures, 'MR_small.dcm');

/** MR_small.dcm at another place along z, as an instance of its own. */
const slice = (z: string, instance: number, more: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) =>
  more(
    withText(
      withText(original, POSITION, `-83.9063\\-91.200\\${z}`),
      INSTANCE,
      INSTANCE.replace('.5457', `.54${instance}`),
    ),
  );

const codesOf = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

describe('a series', () => {
  it('is sorted by position, whatever the order of its files', async () => {
    const { volumes, warnings } = await readDicomSeries([
      slice('5.5', 13),
      slice('2.5', 11),
      slice('4.0', 12),
    ]);
    expect(volumes).toHaveLength(1);
    const [volume] = volumes;
    expect(volume).toMatchObject({
      width: 64,
      height: 64,
      depth: 3,
      channels: 1,
      data: expect.any(Int16Array),
    });
    expect(volume?.slices.map(({ file }) => file)).toEqual([1, 2, 0]);
    expect(volume?.geometry?.origin).toEqual([-83.9063, -91.2, 2.5]);
    expect(volume?.geometry?.spacing[2]).toBeCloseTo(1.5, 12);
    expect([...(volume?.warnings ?? []), ...warnings]).toEqual([]);
    const { frames } = await readDicom(original);
    const cut = volume && sliceVolume(volume, 'k', 1);
    expect(cut?.data).toEqual(frames[0]?.data);
    expect(cut?.geometry && indexToLps(cut.geometry, [0, 0, 0])[2]).toBeCloseTo(4, 12);
  });

  it('with a gap says where, and has no geometry', async () => {
    const files = ['1.0', '2.0', '3.0', '6.0', '7.0'].map((z, i) => slice(z, 11 + i));
    const { volumes } = await readDicomSeries(files);
    expect(codesOf(volumes[0]?.warnings ?? [])).toEqual(['SLICES_MISSING', 'SLICES_UNEVEN']);
    expect(volumes[0]?.warnings[0]?.message).toContain('3 mm lie between slices 2 and 3');
    expect(volumes[0]).not.toHaveProperty('geometry');
    expect(volumes[0]?.slices.map(({ position }) => position[2])).toEqual([1, 2, 3, 6, 7]);
  });

  it('given twice is one volume; other images of the same places are another', async () => {
    const once = [slice('1.0', 11), slice('2.0', 12)];
    const twice = await readDicomSeries([...once, ...once]);
    expect(twice.volumes.map(({ depth }) => depth)).toEqual([2]);
    expect(codesOf(twice.volumes[0]?.warnings ?? [])).toEqual(['INSTANCE_REPEATED']);
    const phases = await readDicomSeries([...once, slice('1.0', 13), slice('2.0', 14)]);
    expect(phases.volumes.map(({ slices }) => slices.map(({ file }) => file))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(codesOf(phases.volumes[1]?.warnings ?? [])).toEqual(['SLICES_REPEATED']);
  });

  it('of two orientations is two volumes, and localisers are named', async () => {
    const turned = (bytes: Uint8Array) =>
      withText(bytes, '1.0000\\0.0000\\0.0000\\0.0000\\1.0000\\0.0000', '0\\1\\0\\0\\0\\-1');
    const scout = (bytes: Uint8Array) =>
      withText(bytes, 'DERIVED\\SECONDARY\\OTHER', 'DERIVED\\OTHER\\LOCALIZER');
    const { volumes, warnings } = await readDicomSeries([
      slice('1.0', 11),
      slice('2.0', 12),
      slice('1.0', 13, (bytes) => scout(turned(bytes))),
    ]);
    expect(volumes.map(({ depth }) => depth)).toEqual([2, 1]);
    expect(codesOf(warnings)).toEqual(['ORIENTATIONS_MIXED']);
    expect(codesOf(volumes[1]?.warnings ?? [])).toEqual(['LOCALISER']);
  });

  it('stacked askew has an affine and no geometry', async () => {
    const shifted = [0, 1, 2].map((k) =>
      withText(
        withText(original, POSITION, `-83.9\\${-90 + k}.0\\${2 * k}.0`),
        INSTANCE,
        INSTANCE.replace('.5457', `.54${k}0`),
      ),
    );
    const { volumes } = await readDicomSeries(shifted);
    expect(codesOf(volumes[0]?.warnings ?? [])).toEqual(['SLICES_SHEARED']);
    expect(volumes[0]?.warnings[0]?.message).toContain('26.6 degrees');
    expect(volumes[0]).not.toHaveProperty('geometry');
    expect(volumes[0]?.affine.filter((_, i) => i % 4 === 2)).toEqual([0, 1, 2, 0]);
  });

  it('leaves aside what is no part of it, by name', async () => {
    const files = [
      slice('1.0', 11),
      fileOf(dicomFixtures, 'rtplan.dcm'),
      fileOf(dicomFixtures, 'SC_rgb_small_odd.dcm'),
      Uint8Array.of(1, 2, 3),
    ];
    const { volumes, unplaced, refused, warnings } = await readDicomSeries(files);
    expect(volumes).toHaveLength(1);
    expect(unplaced).toMatchObject([{ file: 2, facts: { photometric: 'RGB' } }]);
    expect(refused).toMatchObject([
      { file: 1, error: { code: 'FORMAT_UNSUPPORTED' } },
      { file: 3, error: { code: 'FORMAT_INVALID' } },
    ]);
    expect(codesOf(warnings)).toEqual(['GEOMETRY_MISSING', 'FILE_REFUSED']);
    await expect(readDicomSeries([Uint8Array.of(1)])).rejects.toMatchObject({ code: 'FORMAT_INVALID' });
    await expect(readDicomSeries([])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('of one multi-frame file lies where its frames do', async () => {
    const { volumes } = await readDicomSeries([fileOf(dicomFixtures, 'liver_deflate.dcm')]);
    expect(volumes[0]).toMatchObject({ width: 512, height: 512, depth: 3 });
    expect(volumes[0]?.geometry?.origin).toEqual([-235.2, -226.8, -128.69]);
  });

  it('ends with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readDicomSeries([original], { signal })).rejects.toThrow('enough');
  });
});

const IN_PLACE = 1e-4;

const proves = hasSharedDicom && process.env['MEDICOSAM_PROVE'];

/** Real series, of which the larger data set beside the checkout knows the place of each voxel. */
test.runIf(proves).each(hasSharedDicom ? expectationsOf(sharedDicom).series : [])(
  '$series is one volume in its place, to 1e-4 mm',
  async ({ order, affine_ijk_to_LPS, volume_float32_k_j_i: wanted }: ExpectedSeries) => {
    const names = [...order].reverse();
    const { volumes, unplaced, refused } = await readDicomSeries(
      names.map((name) => fileOf(sharedDicom, name)),
    );
    expect([volumes.length, unplaced.length, refused.length]).toEqual([1, 0, 0]);
    const [volume] = volumes;
    if (volume === undefined) return;
    expect(volume.slices.map(({ file }) => names[file])).toEqual(order);
    expect([volume.depth, volume.height, volume.width]).toEqual(wanted.shape);
    const { slope, intercept } = volume.rescale ?? { slope: 1, intercept: 0 };
    const real = Float32Array.from(volume.data, (value) => slope * value + intercept);
    expect(sha256(real)).toBe(wanted.pixels_sha256);
    // The expected affine has six decimals: half of the last, over 512 columns and rows, is 5e-4 mm.
    for (const [i, value] of volume.affine.entries()) {
      expect(Math.abs(value - (affine_ijk_to_LPS[i >> 2]?.[i & 3] as number))).toBeLessThan(1e-6);
    }
    const { files } = expectationsOf(sharedDicom);
    for (const [k, name] of order.entries()) {
      const {
        imagePositionPatient: position = [],
        imageOrientationPatient: cosines = [],
        pixelSpacing = [],
      } = files.find(({ file }) => file === name) ?? {};
      const [dy = 0, dx = 0] = pixelSpacing;
      const [i, j] = [volume.width - 1, volume.height - 1];
      // The far corner of the slice, by the affine, less what the uneven distance of this slice adds.
      const place = volume.slices[k]?.position ?? [];
      for (const axis of [0, 1, 2]) {
        const step = (column: number) => volume.affine[axis * 4 + column] as number;
        const far = (place[axis] as number) + step(0) * i + step(1) * j;
        const expected =
          (position[axis] as number) +
          (cosines[axis] as number) * dx * i +
          (cosines[axis + 3] as number) * dy * j;
        expect(Math.abs(far - expected)).toBeLessThan(IN_PLACE);
      }
    }
    const last = volume.slices.length - 1;
    for (const axis of [0, 1, 2]) {
      const end = (volume.affine[axis * 4 + 3] as number) + last * (volume.affine[axis * 4 + 2] as number);
      expect(Math.abs(end - (volume.slices[last]?.position[axis] as number))).toBeLessThan(IN_PLACE);
    }
  },
);
