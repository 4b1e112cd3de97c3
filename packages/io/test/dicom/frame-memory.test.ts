import { describe, expect, test } from 'vitest';
import { openDicom, readDicom, readDicomSeries } from '../../src/dicom.js';
import { dicomFixtures, fileOf } from './expected-dicom.js';
import { dataSetOf, element, withText, words } from './patch-dicom.js';

const POSITION = '-83.9063\\-91.2000\\6.6406';

describe.each([
  'MR_small.dcm',
  'MR_small_implicit.dcm',
  'MR_small_bigendian.dcm',
  'MR_small_RLE.dcm',
  'MR_small_jpeg_ls_lossless.dcm',
  'MR_small_jp2klossless.dcm',
])('%s', (name) => {
  const file = fileOf(dicomFixtures, name);

  test('is left as it is by one who changes its frame', async () => {
    const bytes = Uint8Array.from(file);
    const frame = await (await openDicom(bytes)).frame(0);
    frame.data.fill(7);
    expect(bytes).toEqual(Uint8Array.from(file));
  });

  test('is a slice of a volume, which stays what it is when another one is read', async () => {
    const others = ['MR_small.dcm', 'MR_small_bigendian.dcm'].map((other, i) => {
      const moved = withText(fileOf(dicomFixtures, other), POSITION, `-83.9063\\-91.2000\\${i + 8}.0`);
      return moved.fill(i + 1, -6000, -2000);
    });
    const files = [file, ...others];
    const single = await Promise.all(files.map(async (bytes) => (await readDicom(bytes)).frames[0]?.data));
    const { volumes } = await readDicomSeries(files);
    const slices = files.map((_, k) => volumes[0]?.data.slice(k * 64 * 64, (k + 1) * 64 * 64));
    expect(slices).toEqual(single);
    expect(slices[1]).not.toEqual(slices[2]);
  });
});

test('bits beside the stored ones are taken away from the volume and not from the file', async () => {
  const bits = [element('00280101', 'US', words(12)), element('00280102', 'US', words(11))];
  const place = [
    element('00200032', 'DS', '0\\0\\0'),
    element('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
    element('00280030', 'DS', '1\\1'),
  ];
  const whole = dataSetOf([0x1005, 0xf006, 7, 8], { middle: place });
  // The first of an element counts.
  const file = Uint8Array.from(whole);
  for (const patch of bits) {
    const at = whole.findIndex((_, i) => patch.subarray(0, 6).every((byte, k) => whole[i + k] === byte));
    file.set(patch, at);
  }
  const before = Uint8Array.from(file);
  const { volumes } = await readDicomSeries([file]);
  expect([...(volumes[0]?.data ?? [])]).toEqual([5, 6, 7, 8]);
  expect(file).toEqual(before);
});
