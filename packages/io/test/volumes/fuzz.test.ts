import type { PixelImage } from '@medicosam/core';
import { gunzipSync, gzipSync, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readNifti } from '../../src/nifti.js';
import { readNrrd } from '../../src/nrrd.js';
import { readTiff, readTiffVolume } from '../../src/tiff.js';
import { describeFuzz } from '../fuzz-reader.js';
import { volumeFixture } from './volume-fixtures.js';

const plain = (file: string) => new Uint8Array(gunzipSync(volumeFixture(file)));
const named = (files: readonly string[]) => files.map((file) => ({ file, bytes: volumeFixture(file) }));

function checkVolume(volume: PixelImage & { readonly depth?: number }): void {
  const { data, width, height, depth = 1, channels = 0 } = volume;
  if (data.length !== width * height * depth * channels) throw new Error('sizes do not fit');
}

describeFuzz('NIfTI files', {
  originals: [
    { file: 'standard.nii', bytes: plain('standard.nii.gz') },
    ...named(['5D_small.nii', 'resampled_anat_moved.nii', 'low_res.nii.gz', 'int64_seg.nii.gz']),
    { file: 'start of int64_seg.nii', bytes: plain('int64_seg.nii.gz').slice(0, 2000) },
    { file: 'start of minimal.nii', bytes: plain('minimal.nii.gz').slice(0, 900) },
  ],
  read: (bytes) => checkVolume(readNifti(bytes, { maxVoxels: 1e8 }).volume),
});

describeFuzz('NRRD files', {
  originals: named(
    ['lps_gzip', 'ras_raw', 'las_ascii', 'list_first', 'rgb', 'big_endian', 'breast_mr_label'].map(
      (name) => `${name}.nrrd`,
    ),
  ),
  read: (bytes) => checkVolume(readNrrd(bytes, { maxVoxels: 1e8 }).volume),
});

describeFuzz('TIFF files', {
  originals: named(
    [
      'strips_u8_packbits',
      'tiled_rgb_deflate',
      'tiled_u16_lzw',
      'rgb_planar_lzw',
      'float32_predictor3',
      'bilevel',
      'palette',
      'stack_be',
      'bigtiff_tiled',
    ].map((name) => `${name}.tif`),
  ),
  read: (bytes) => {
    readTiff(bytes);
    checkVolume(readTiffVolume(bytes));
  },
});

describe('files that unfold to a gigabyte', () => {
  /** gzip members of zeros, one behind the other: a few MB that unfold to 1 GB. */
  const member = gzipSync(new Uint8Array(1 << 22), { level: 1 });
  const zeros = (start: Uint8Array): Uint8Array => {
    const first = gzipSync(start);
    const bytes = new Uint8Array(first.length + 256 * member.length);
    bytes.set(first);
    for (let i = 0; i < 256; i++) bytes.set(member, first.length + i * member.length);
    return bytes;
  };
  const header = plain('standard.nii.gz').slice(0, 352);

  it('are read no further than their header says', () => {
    const { volume, warnings } = readNifti(zeros(header));
    expect(volume.data.length).toBe(volume.width * volume.height * volume.depth);
    expect(warnings.map(({ code }) => code)).toEqual(['TRAILING_DATA']);
  });

  it('are refused when their header claims more than they can hold', () => {
    const claims = header.slice();
    const view = new DataView(claims.buffer);
    for (const at of [42, 44, 46]) view.setInt16(at, 900, true);
    expect(() => readNifti(gzipSync(claims))).toThrow('unfolds to at most');
    view.setInt16(42, 32_000, true);
    view.setInt16(44, 32_000, true);
    expect(() => readNifti(gzipSync(claims))).toThrow('read are at most');
  });

  it('stop a TIFF block that is full', () => {
    const data = zlibSync(new Uint8Array(1 << 24), { level: 1 });
    const fields = [
      ...[
        [256, 8],
        [257, 8],
        [258, 8],
        [259, 8],
        [262, 1],
      ],
      ...[
        [273, 122],
        [278, 8],
        [279, data.length],
        [277, 1],
      ],
    ] as const;
    const bytes = new Uint8Array(122 + data.length);
    const view = new DataView(bytes.buffer);
    bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0, fields.length]);
    for (const [index, [tag, value]] of fields.entries()) {
      view.setUint16(10 + 12 * index, tag as number, true);
      view.setUint16(12 + 12 * index, 4, true);
      view.setUint32(14 + 12 * index, 1, true);
      view.setUint32(18 + 12 * index, value as number, true);
    }
    bytes.set(data, 122);
    expect(readTiff(bytes).image.data).toEqual(new Uint8Array(64));
  });
});
