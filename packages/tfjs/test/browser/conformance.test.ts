import { hasChromium, ISOLATED } from '@medicosam/in-chromium';
import type { Observations, Skip } from '@medicosam/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutSlowCases } from '../support/slow-cases.js';
import { writeReport } from '../support/write-report.js';
import { openBrowser } from './on-page.js';

/** A software GPU compiles shaders for minutes. */
const TIMEOUT_MS = 1_800_000;

interface Cell {
  readonly name: string;
  readonly device: string;
  readonly isIsolated: boolean;
  /** What must be seen at work. */
  readonly expected: Observations;
  /** The files of TensorFlow.js that are asked for. Absent: a device that was lost gives way to wasm, whose file that is. */
  readonly files?: readonly string[];
}

const CELLS: readonly Cell[] = [
  {
    name: 'tfjs wasm, one thread, Chromium',
    device: 'wasm',
    isIsolated: false,
    expected: { device: 'wasm', threads: 1, crossOriginIsolated: false },
    files: ['tfjs-backend-wasm-simd.wasm'],
  },
  {
    name: 'tfjs wasm, several threads, Chromium',
    device: 'wasm',
    isIsolated: true,
    expected: { device: 'wasm', threads: 2, crossOriginIsolated: true },
    files: ['tfjs-backend-wasm-threaded-simd.wasm'],
  },
  {
    name: 'tfjs webgl, Chromium',
    device: 'webgl',
    isIsolated: false,
    expected: { device: 'webgl', webgl: 2, float32: true, draws: true },
    files: [],
  },
  {
    name: 'tfjs webgpu, Chromium',
    device: 'webgpu',
    isIsolated: false,
    expected: { device: 'webgpu', submits: true },
  },
];

const SKIPPED: readonly Skip[] = [
  {
    reason: 'the default model takes minutes; `npm run prove` runs it on wasm in Node',
    tests: ['the default model finds a bright ellipse by its box'],
  },
];
const NO_LOSS: Skip = {
  reason: 'a processor does not go away',
  tests: [
    'a lost device is DEVICE_LOST, and says so or works again after a new opening',
    'a predictor answers after its device was lost, or says DEVICE_LOST',
  ],
};

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  if (hasChromium) browser = await openBrowser();
}, TIMEOUT_MS);
afterAll(() => browser?.close());

describe.runIf(hasChromium)('the conformance suite', () => {
  const isProved = Boolean(process.env['MEDICOSAM_PROVE']);
  // A software adapter takes minutes of a processor.
  test.each(CELLS.filter(({ device }) => device === 'wasm' || isProved))(
    'passes on $name',
    async ({ name, device, isIsolated, expected, files }) => {
      const skip = [
        ...SKIPPED,
        ...(device === 'wasm' ? [NO_LOSS] : []),
        ...(isIsolated ? withoutSlowCases('one thread') : []),
      ];
      const setup = { name, device, expected, skip };
      const answer = await browser.call(
        'conform',
        setup,
        isIsolated ? { headers: ISOLATED, processors: 4 } : {},
      );
      expect(answer.error).toBeUndefined();
      if (!answer.value) throw new Error('There is no report.');
      await writeReport(answer.value);
      expect(answer.value.failed).toEqual([]);
      expect(answer.value.passed).toBeGreaterThan(isIsolated && !isProved ? 45 : 50);
      expect(answer.value.observed).toMatchObject(expected);
      expect(answer.workers > 0).toBe(isIsolated);
      const asked = answer.requests.filter((path) => path.startsWith('/tfjs-wasm/'));
      if (files) expect(asked.map((path) => path.slice('/tfjs-wasm/'.length))).toEqual(files);
      expect(answer.elsewhere).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
