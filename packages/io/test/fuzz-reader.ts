import { type ErrorCode, isMedicoSamError } from '@medicosam/core';
import { describe, expect, test } from 'vitest';
import { CONSTANT_BYTES, CostMeter, SLOWEST_SECONDS } from './cost-meter.js';
import { createRandom, mutate } from './mutate.js';

const FORMAT: readonly ErrorCode[] = ['FORMAT_INVALID', 'FORMAT_UNSUPPORTED'];

/** A reader that damaged files are given to. */
export interface FuzzedReader {
  readonly originals: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** Reads a file and throws a plain error where what it gave contradicts itself. */
  read(bytes: Uint8Array): void | Promise<void>;
  /** Makes a damaged file's checksums right again, as is done to half of them: others end at the checksum. */
  mend?(bytes: Uint8Array): void;
  /** What it may refuse a file with. */
  readonly codes?: readonly ErrorCode[];
}

/** Reads damaged copies of files in turn: each is read, or refused by a typed error. */
async function fuzz(reader: FuzzedReader, count: number, seed: number) {
  const { originals, codes = FORMAT } = reader;
  const random = createRandom(seed);
  const meter = new CostMeter();
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const { file, bytes } = originals[i % originals.length] as FuzzedReader['originals'][number];
    const damaged = mutate(bytes, random);
    if (random(2)) reader.mend?.(damaged);
    try {
      await meter.measure(`${file} ${i}`, damaged.byteLength, () => reader.read(damaged));
    } catch (error) {
      if (!isMedicoSamError(error, ...codes)) throw new Error(`${file} ${i}: ${error}`, { cause: error });
      refused++;
    }
  }
  const { slowest, largest } = meter;
  const megabytes = (largest.cost / 2 ** 20).toFixed(0);
  return {
    refused,
    slowest,
    largest,
    report: `${refused} of ${count} refused; ${slowest.cost.toFixed(2)} s of ${slowest.of}; ${megabytes} MB beyond ten times the file of ${largest.of}`,
  };
}

/** The tests of one reader: 500 damaged files, and 20,000 where time is no matter. */
export function describeFuzz(format: string, reader: FuzzedReader): void {
  describe(`damaged ${format}`, () => {
    test('500 are read or refused by a typed error, in bounded memory', { timeout: 180_000 }, async () => {
      const { refused, largest } = await fuzz(reader, 500, 20_261);
      expect(refused).toBeGreaterThan(50);
      expect(largest.cost, largest.of).toBeLessThan(CONSTANT_BYTES);
    });

    test.runIf(process.env['MEDICOSAM_PROVE'])(
      '20,000 are, each within two seconds',
      { timeout: 3_600_000 },
      async ({ annotate }) => {
        const { refused, slowest, largest, report } = await fuzz(reader, 20_000, 20_262);
        await annotate(report);
        expect(refused).toBeGreaterThan(2000);
        expect(slowest.cost, slowest.of).toBeLessThan(SLOWEST_SECONDS);
        expect(largest.cost, largest.of).toBeLessThan(CONSTANT_BYTES);
      },
    );
  });
}
