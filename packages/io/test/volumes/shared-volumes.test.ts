import { type PixelVolume, sliceVolume } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { readNifti } from '../../src/nifti.js';
import { readNrrd } from '../../src/nrrd.js';
import { readTiff, readTiffVolume } from '../../src/tiff.js';
import { hasSharedData, sharedExpectations, sharedFile } from '../shared-data.js';
import { haveSameBytes, sha256Of } from './c-order.js';
import {
  cornersOf,
  type ExpectedFile,
  expectedCorners,
  expectValues,
  furthest,
  toRas,
} from './volume-fixtures.js';

const entries = hasSharedData
  ? ['nifti', 'volumes'].flatMap((folder) =>
      (sharedExpectations(folder) as unknown as ExpectedFile[]).map((expected) => ({
        ...expected,
        path: `${folder}/${expected.file}`,
      })),
    )
  : [];
const isNiftiName = (file: string) => /\.(nii|hdr)(\.gz)?$/.test(file);
const isProof = Boolean(process.env['MEDICOSAM_PROVE']);
/** Files that are quick to read whole: beside `npm run prove`, `npm test` reads these. */
const QUICK = [
  'nifti/air.hdr.gz',
  'nifti/ras.hdr',
  'nifti/fslt.nii.gz',
  'volumes/hippocampus_003_label.nii.gz',
];
const wanted = entries.filter(({ path }) => isProof || QUICK.includes(path));

function readAll(path: string) {
  const bytes = sharedFile(path);
  const image = /\.hdr/.test(path) ? sharedFile(path.replace('.hdr', '.img')) : undefined;
  const first = readNifti(bytes, { image });
  return Array.from({ length: first.volumeCount }, (_, volume) =>
    volume === 0 ? first : readNifti(bytes, { image, volume }),
  );
}

function countLabels({ data }: PixelVolume): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of data) if (value !== 0) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

// Skipped where the larger data set does not lie beside the checkout (see shared-data.ts).
describe.skipIf(!hasSharedData)('volumes of the larger data set', () => {
  const niftis = wanted.filter(
    ({ file, broken }) => isNiftiName(file) && !broken && !file.startsWith('complex'),
  );
  it.each(niftis)('$path', { timeout: 120_000 }, (expected) => {
    const all = readAll(expected.path);
    expectValues(all, expected);
    const [first] = all as [(typeof all)[0]];
    const corners = expectedCorners[expected.path] ?? [];
    expect(furthest(cornersOf(toRas(first.affine), first.volume), corners)).toBeLessThan(1e-4);
    expect(first.volume.geometry === undefined).toBe(expected.file === 'shear.nii.gz');
    if (expected.voxelsPerId) expect(countLabels(first.volume)).toEqual(withoutZero(expected.voxelsPerId));
  });

  it.each(wanted.filter(({ file }) => file.endsWith('.nrrd')))('$path', { timeout: 120_000 }, (expected) => {
    const read = readNrrd(sharedFile(expected.path));
    expectValues([read], expected);
    expect(
      furthest(cornersOf(toRas(read.affine), read.volume), expectedCorners[expected.path] ?? []),
    ).toBeLessThan(1e-4);
    expect(read.warnings).toEqual([]);
    if (expected.voxelsPerId) expect(countLabels(read.volume)).toEqual(withoutZero(expected.voxelsPerId));
  });

  it.each(wanted.filter(({ file, broken }) => isNiftiName(file) && broken))(
    '$path is refused',
    ({ path }) => {
      expect(() => readNifti(sharedFile(path))).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^FORMAT_(INVALID|UNSUPPORTED)$/) }),
      );
    },
  );

  const tiffs = entries.filter(({ file }) => file.endsWith('.tif')) as unknown as readonly {
    readonly path: string;
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly pixels_sha256: string;
    readonly samples: readonly (readonly [number, number])[];
  }[];
  it.each(tiffs)('$path', ({ path, shape, dtype, samples, pixels_sha256: sha256 }) => {
    const volume = readTiffVolume(sharedFile(path));
    const { width, height, depth, channels = 1 } = volume;
    // Of colours that are stored plane after plane tifffile gives the planes.
    const data = Float64Array.from(volume.data, (_, index) => {
      const [plane, pixel] = [Math.floor(index / (width * height)), index % (width * height)];
      return volume.data[channels === 1 ? index : pixel * channels + plane] as number;
    });
    expect([...(channels * depth > 1 ? [channels * depth] : []), height, width]).toEqual(shape);
    for (const [index, value] of samples) expect(data[index]).toBe(value);
    expect(sha256Of(data, dtype)).toBe(sha256);
    const { image, pages } = readTiff(sharedFile(path));
    expect(pages.filter(({ isReduced }) => !isReduced)).toHaveLength(depth);
    expect(haveSameBytes(image.data, sliceVolume(volume, 'k', 0).data)).toBe(true);
  });

  it('are all told', () => {
    const others = entries.filter(({ file }) => !isNiftiName(file) && !/\.(nrrd|tif|png)$|\.img/.test(file));
    expect(others.map(({ path }) => path)).toEqual([]);
    expect(entries.length).toBe(81);
  });
});

const withoutZero = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([id]) => id !== '0'));
