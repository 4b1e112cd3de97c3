import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { readDicom } from '../../src/dicom.js';
import { createRandom, mutate } from '../mutate.js';
import { dicomFixtures, expectationsOf, fileOf } from './expected-dicom.js';

/** Beyond ten times a file: codecs' heaps and what a test run itself gathers. */
const CONSTANT_BYTES = 512 * 2 ** 20;

/** Of the processor's time, so that a busy machine does not count. */
const SLOWEST_SECONDS = 2;

/** Reads damaged copies of every small file of the repository; each in time, and none with another error. */
async function fuzz(
  count: number,
  seed: number,
): Promise<{ readonly refused: number; readonly slowest: number }> {
  const random = createRandom(seed);
  const originals = expectationsOf(dicomFixtures)
    .files.map(({ file }) => ({ file, bytes: fileOf(dicomFixtures, file) }))
    .filter(({ bytes }) => bytes.length < 25_000);
  let refused = 0;
  let slowest = 0;
  for (let i = 0; i < count; i++) {
    const { file, bytes } = originals[i % originals.length] as (typeof originals)[number];
    const damaged = mutate(bytes, random);
    const start = process.cpuUsage();
    try {
      const { frames, facts } = await readDicom(damaged);
      for (const { data, width, height, channels } of frames) {
        if (data.length !== width * height * channels) throw new Error(`${file}: sizes do not fit`);
      }
      if (frames.length !== facts.frameCount) throw new Error(`${file}: ${frames.length} frames`);
    } catch (error) {
      expect(isMedicoSamError(error, 'FORMAT_INVALID', 'FORMAT_UNSUPPORTED'), `${file} ${i}: ${error}`).toBe(
        true,
      );
      refused++;
    }
    const { user, system } = process.cpuUsage(start);
    slowest = Math.max(slowest, (user + system) / 1e6);
  }
  return { refused, slowest };
}

test('500 damaged files give frames or a typed error', { timeout: 120_000 }, async () => {
  const { refused } = await fuzz(500, 20_261);
  expect(refused).toBeGreaterThan(50);
});

test.runIf(process.env['MEDICOSAM_PROVE'])(
  '20,000 damaged files do, each within two seconds, in bounded memory',
  { timeout: 1_800_000 },
  async () => {
    const before = process.memoryUsage().rss;
    const { refused, slowest } = await fuzz(20_000, 20_262);
    expect(refused).toBeGreaterThan(2000);
    expect(slowest).toBeLessThan(SLOWEST_SECONDS);
    expect(process.memoryUsage().rss - before).toBeLessThan(CONSTANT_BYTES);
  },
);
