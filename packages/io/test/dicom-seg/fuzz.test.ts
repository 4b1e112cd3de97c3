import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { readDicomSeg, readSegSource, type SegKind, writeDicomSeg } from '../../src/dicom-seg.js';
import { createRandom, mutate } from '../mutate.js';
import { openSeries, smallFiles } from './small-series.js';

/** Of the processor's time, so that a busy machine does not count. */
const SLOWEST_SECONDS = 2;

/** Reads damaged segmentations and sources; each gives masks of the volume's size, or a typed error. */
async function fuzz(count: number, seed: number) {
  const random = createRandom(seed);
  const { volume, source } = await openSeries(smallFiles);
  const mask = Uint8Array.from({ length: 4 * 64 * 64 }, (_, i) => (i % 97) % 3);
  const segments = [1, 2].map((labelValue) => ({ label: `Part ${labelValue}`, mask, labelValue }));
  const originals = (['BINARY', 'LABELMAP'] as SegKind[]).map((kind) =>
    writeDicomSeg({ source, segments, kind }),
  );
  let refused = 0;
  let slowest = 0;
  const attempt = async (what: string, read: () => Promise<void>) => {
    const start = process.cpuUsage();
    try {
      await read();
    } catch (error) {
      expect(isMedicoSamError(error), `${what}: ${error}`).toBe(true);
      expect(isMedicoSamError(error, 'INTERNAL')).toBe(false);
      refused++;
    }
    const { user, system } = process.cpuUsage(start);
    slowest = Math.max(slowest, (user + system) / 1e6);
  };
  for (let i = 0; i < count; i++) {
    const damaged = mutate(originals[i % 2] as Uint8Array, random);
    await attempt(`segmentation ${i}`, async () => {
      const read = await readDicomSeg(damaged, volume);
      for (const [k, { bits }] of read.segments.flatMap((segment) => [...segment.mask])) {
        expect([bits.length, k >= 0 && k < 4]).toEqual([64 * 64, true]);
      }
    });
    const file = volume.slices[i % 4]?.file ?? 0;
    const files = smallFiles.map((bytes, index) => (index === file ? mutate(bytes, random) : bytes));
    await attempt(`source ${i}`, async () => {
      const found = await readSegSource(files, volume);
      expect(found.slices).toHaveLength(4);
    });
  }
  return { refused, slowest };
}

test('250 damaged segmentations and 250 damaged sources give masks or a typed error', async () => {
  const { refused } = await fuzz(250, 20_263);
  expect(refused).toBeGreaterThan(25);
});

test.runIf(process.env['MEDICOSAM_PROVE'])(
  '10,000 of each do, each within two seconds',
  { timeout: 1_800_000 },
  async () => {
    const { refused, slowest } = await fuzz(10_000, 20_264);
    expect(refused).toBeGreaterThan(1000);
    expect(slowest).toBeLessThan(SLOWEST_SECONDS);
  },
);
