import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../src/index.js';
import { hasSharedData, sharedExpectations, sharedFile } from './shared-data.js';

const images = hasSharedData ? sharedExpectations('images') : [];

// Skipped where the larger data set does not lie beside the checkout (see shared-data.ts).
describe.skipIf(!hasSharedData)('images of the larger data set', () => {
  it('are 56 files', () => {
    expect(images).toHaveLength(56);
  });

  it.each(images)('$file has the expected values', async ({ file, shape, mean, samples, pixels_sha256 }) => {
    const { data, width, height, channels } = await decodeImage(sharedFile(`images/${file}`));
    expect([height, width, ...(channels === 1 ? [] : [channels])]).toEqual(shape);
    if (pixels_sha256) {
      expect(createHash('sha256').update(data).digest('hex')).toBe(pixels_sha256);
      for (const [index, value] of samples) expect(data[index]).toBe(value);
    } else {
      for (const [index, value] of samples)
        expect(Math.abs((data[index] ?? Number.NaN) - value)).toBeLessThan(20);
      let sum = 0;
      for (const value of data) sum += value;
      expect(sum / data.length).toBeCloseTo(mean, 0);
    }
  });

  it('keep 16 bits', async () => {
    const expected = sharedExpectations('nifti').find(({ file }) => file === 'ct_slice_u16.png');
    const image = await decodeImage(sharedFile('nifti/ct_slice_u16.png'));
    expect(image).toMatchObject({ width: 256, height: 256, channels: 1, data: expect.any(Uint16Array) });
    for (const [index, value] of expected?.samples ?? []) expect(image.data[index]).toBe(value);
    const asInt32 = Int32Array.from(image.data);
    expect(createHash('sha256').update(asInt32).digest('hex')).toBe(expected?.pixels_sha256);
  });

  it('keep 16 bits of colour', async () => {
    const image = await decodeImage(sharedFile('nifti/sub-png_sample-16rgb_SEM.png'));
    expect(image).toMatchObject({ width: 256, height: 256, channels: 3, data: expect.any(Uint16Array) });
    expect(image.data.some((value) => value > 255)).toBe(true);
  });
});
