import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PixelVolume, SliceAxis } from '@medicosam/core';
import { readNifti } from '@medicosam/io/nifti';
import { readNrrd } from '@medicosam/io/nrrd';
import { expect, it } from 'vitest';
import { readSlice } from '../src/input/read-slice.js';
import { LABEL_MAP_ENDINGS, writeLabelMap } from '../src/segment/label-map.js';
import { imageFixture, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();

/** Indices (i, j, k) of the voxels that are not 0, with their values. */
function filled({ data, width, height }: PixelVolume): number[][] {
  const found: number[][] = [];
  data.forEach((value, at) => {
    const [i, j, k] = [at % width, Math.floor(at / width) % height, Math.floor(at / (width * height))];
    if (value !== 0) found.push([i, j, k, value]);
  });
  return found;
}

/** The pixel of a slice that voxel (5, 8, 13) is, and the slice. */
const PIXELS: Readonly<Record<SliceAxis, readonly [x: number, y: number, slice: number]>> = {
  k: [5, 8, 13],
  j: [5, 13, 8],
  i: [8, 13, 5],
};

it.each(
  LABEL_MAP_ENDINGS.flatMap((ending) => (['i', 'j', 'k'] as const).map((axis) => [ending, axis] as const)),
)('a one-pixel object lands in its voxel: %s, a slice across %s', async (ending, axis) => {
  const [x, y, index] = PIXELS[axis];
  const slice = await readSlice(imageFixture('volumes/resampled_anat_moved.nii'), { slice: 0 });
  const big = await readSlice(imageFixture('volumes/anatomical.nii'), { slice: index, axis });
  const { width, height } = big.image;
  const bits = new Uint8Array(width * height);
  bits[y * width + x] = 1;
  // The affine of an oblique volume, so that nothing is symmetric.
  const source = { ...big.source, affine: slice.source.affine };
  const path = join(folder, `labels-${axis}${ending}`);
  await writeLabelMap(
    path,
    [
      { mask: { bits: new Uint8Array(bits.length), width, height } },
      { name: 'spot', mask: { bits, width, height } },
    ],
    {
      ...big,
      source,
    },
  );
  const bytes = new Uint8Array(await readFile(path));
  const { volume, affine } = ending.includes('nrrd') ? readNrrd(bytes) : readNifti(bytes);
  expect(filled(volume)).toEqual([[5, 8, 13, 2]]);
  expect(volume).toMatchObject({ width: 33, height: 41, depth: 25 });
  for (const [at, value] of (affine ?? []).entries()) {
    expect(value).toBeCloseTo(source.affine?.[at] as number, 4);
  }
  expect(affine).toHaveLength(16);
  if (ending === '.seg.nrrd') {
    expect(readNrrd(bytes).segments.map(({ name }) => name)).toEqual(['Object 1', 'spot']);
  }
});

it('says what a label map cannot hold: pixels of two objects, and a place that is not stated', async () => {
  const slice = await readSlice(imageFixture('grey_16.png'));
  const { width, height } = slice.image;
  const bits = new Uint8Array(width * height).fill(1, 0, 3);
  const mask = { bits, width, height };
  const path = join(folder, 'picture.nii');
  const warnings = await writeLabelMap(path, [{ mask }, { mask }], slice);
  expect(warnings.map(({ code }) => code)).toEqual(['OBJECTS_OVERLAP', 'GEOMETRY_MISSING']);
  const { volume, placement } = readNifti(new Uint8Array(await readFile(path)));
  expect(placement).toBe('assumed');
  expect(filled(volume)).toEqual([0, 1, 2].map((x) => [x, 0, 0, 2]));
});
