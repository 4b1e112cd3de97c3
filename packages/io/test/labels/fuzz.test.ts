import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { labelFormats, readLabels, writeLabels } from '../../src/labels.js';
import { CONSTANT_BYTES, CostMeter, SLOWEST_SECONDS } from '../cost-meter.js';
import { createRandom, mutate } from '../mutate.js';
import { maskOn } from './place.js';
import { smallSeries } from './series.js';

/** Reads damaged files of each format; each gives masks of the size of their slices, or a typed error. */
async function fuzz(count: number, seed: number) {
  const random = createRandom(seed);
  const source = await smallSeries();
  const objects = [0, 1, 2].map((at) => ({
    name: `Part ${at}`,
    masks: [
      maskOn(
        [64, 64, 4],
        'k',
        1,
        Array.from({ length: 60 }, (_, i) => [at * 2 + (i % 9), i >> 1] as const),
      ),
    ],
  }));
  const originals = await Promise.all(labelFormats.map(({ id }) => writeLabels(objects, source, id)));
  const meter = new CostMeter();
  let [read, refused] = [0, 0];
  for (let i = 0; i < count; i++) {
    const { bytes } = originals[i % originals.length] as (typeof originals)[number];
    const damaged = mutate(bytes, random);
    try {
      const labels = await meter.measure(`${i}`, damaged.byteLength, () =>
        readLabels(damaged, source, { slice: { index: 1 } }),
      );
      for (const { axis = 'k', index, mask } of labels.objects.flatMap(({ masks }) => masks)) {
        const [width, height, depth] = axis === 'k' ? [64, 64, 4] : [64, 4, 64];
        expect([mask.width, mask.height, mask.bits.length]).toEqual([width, height, width * height]);
        expect(index >= 0 && index < depth).toBe(true);
      }
      read++;
    } catch (error) {
      expect(isMedicoSamError(error), `file ${i}: ${error}`).toBe(true);
      expect(isMedicoSamError(error, 'INTERNAL')).toBe(false);
      refused++;
    }
  }
  return { read, refused, meter };
}

test('270 damaged files of labels give masks or a typed error', async () => {
  const { read, refused, meter } = await fuzz(270, 20_271);
  expect(meter.largest.cost, meter.largest.of).toBeLessThan(CONSTANT_BYTES);
  expect(Math.min(read, refused)).toBeGreaterThan(25);
});

test.runIf(process.env['MEDICOSAM_PROVE'])(
  '20,000 damaged files of labels give masks or a typed error, none in more than 2 s',
  async () => {
    const { read, refused, meter } = await fuzz(20_000, 20_272);
    expect(read + refused).toBe(20_000);
    expect(meter.slowest.cost, meter.slowest.of).toBeLessThan(SLOWEST_SECONDS);
    expect(meter.largest.cost, meter.largest.of).toBeLessThan(CONSTANT_BYTES);
  },
  1_800_000,
);
