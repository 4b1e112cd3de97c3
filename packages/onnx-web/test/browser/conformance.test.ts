import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, hasChromium, ISOLATED, launch, SOFTWARE_WEBGPU } from '@medicosam/in-chromium';
import type { ConformanceReport } from '@medicosam/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReport } from '../conformance/write-report.js';
import type { Cell, Flash } from './conformance-page/page.js';
import { serveModel } from './site.js';

const TIMEOUT_MS = 1_800_000;
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;

const LOST = [
  'a lost device is DEVICE_LOST, and says so or works again after a new opening',
  'a predictor answers after its device was lost, or says DEVICE_LOST',
];
const LOSS = { reason: 'wasm runs on the processor, which does not go away', tests: LOST };
const large = (reason: string) => ({
  reason,
  tests: ['the default model finds a bright ellipse by its box'],
});
const ELSEWHERE = large(
  'the default model is run on wasm in Node, and by `npm run prove` in a worker with threads',
);

function skipOnGpu(realm: 'caller' | 'own') {
  const stays = {
    reason: 'the page’s device stays lost after the test before: tested in a worker',
    tests: LOST.slice(1),
  };
  return [
    ...(realm === 'caller' ? [stays] : []),
    {
      reason:
        'ONNX Runtime’s flash attention computes wrong numbers on the software adapter: the probes see it',
      tests: [
        'the probes of tinyvit-mini pass',
        'a lowering computes the same, or is GRAPH_UNSUPPORTED where the device does not list it',
      ],
    },
    large('a software adapter would take many minutes'),
  ];
}

const ALL_CELLS: readonly Cell[] = (['caller', 'own'] as const).flatMap((realm): Cell[] => {
  const where = realm === 'caller' ? 'in the page' : 'in a worker';
  return [
    {
      name: `onnx-web wasm in Chromium, ${where}`,
      device: 'wasm',
      realm,
      threads: 1,
      expected: { threads: 1, submits: 0, 'nodes elsewhere': 0 },
      skip: [LOSS, ELSEWHERE],
    },
    {
      name: `onnx-web wasm with threads in Chromium, ${where}`,
      device: 'wasm-threads',
      realm,
      threads: 2,
      expected: { threads: 2, crossOriginIsolated: true, submits: 0, 'nodes elsewhere': 0 },
      skip: realm === 'own' && isProof ? [LOSS] : [LOSS, ELSEWHERE],
    },
    {
      name: `onnx-web WebGPU in Chromium, ${where}`,
      device: 'webgpu',
      realm,
      expected: { provider: 'WebGpuExecutionProvider' },
      // The software adapter's exponential is rough: logits of up to 9 are off by some 6e-4.
      tolerance: 2e-3,
      skip: skipOnGpu(realm),
    },
  ];
});

/** One with every test of the suite; of the others `npm run prove` has all. A software adapter compiles shaders for minutes. */
const ALWAYS = 'onnx-web wasm with threads in Chromium, in the page';
const CELLS = ALL_CELLS.filter(({ name }) => isProof || name === ALWAYS);

/** The folder of the default model as the page's site has it. */
async function defaultModel(): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = fileURLToPath(new URL('../../../../models/tiny/model', import.meta.url));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = files.map(async (file) => [file.slice(folder.length + 1), await readFile(file)] as const);
  return new Map(await Promise.all(read));
}

let flash: Promise<Flash> | undefined;
let close = async () => {};
/** The cells as they run: those on WebGPU beside the others, for a software adapter takes minutes. */
const running = new Map<string, Promise<ConformanceReport>>();
beforeAll(async () => {
  if (!hasChromium) return;
  const [page, browser, model] = await Promise.all([
    buildPage(new URL('./conformance-page/', import.meta.url)),
    launch({ flags: SOFTWARE_WEBGPU }),
    defaultModel(),
  ]);
  const site = await serveModel(page.folder, model, ISOLATED);
  close = async () => {
    await browser.close();
    site.close();
    await page.remove();
  };
  /** Calls a function of the page, in a page of its own. */
  const call = async <T>(name: 'run' | 'flash', cell?: Cell): Promise<T> => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    if (process.env['MEDICOSAM_VERBOSE']) tab.on('console', (message) => console.log(message.text()));
    await tab.goto(site.address);
    const answer = await tab.evaluate(
      ([asked, options]) => {
        const calls = globalThis as unknown as Record<string, (options?: Cell) => Promise<unknown>>;
        return calls[asked]?.(options);
      },
      [name, cell] as const,
    );
    await context.close();
    return answer as T;
  };
  for (const isOnGpu of [true, false]) {
    let last: Promise<unknown> = Promise.resolve();
    for (const cell of CELLS.filter(({ device }) => (device === 'webgpu') === isOnGpu)) {
      const report = last.then(() => call<ConformanceReport>('run', cell));
      report.catch(() => {});
      last = report.catch(() => {});
      running.set(cell.name, report);
    }
    if (isOnGpu && isProof) flash = last.then(() => call<Flash>('flash'));
    flash?.catch(() => {});
  }
}, TIMEOUT_MS);
afterAll(() => close());

describe.runIf(hasChromium)('the conformance suite', () => {
  test.each(CELLS)(
    'passes on $name',
    async ({ name }) => {
      const report = await running.get(name);
      if (!report) throw new Error('It was not run.');
      await writeReport(report);
      expect(report.failed).toEqual([]);
      expect(report.passed).toBeGreaterThan(3);
      if (name.includes('WebGPU')) expect(report.observed['submits']).toBeGreaterThan(20);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium && isProof)('a device that computes some graphs wrongly', () => {
  test(
    'is seen by the probes, refused where it is named, and passed over with the reason where it is not',
    async () => {
      if (!flash) throw new Error('It was not run.');
      const { verdict, difference, named, chosen, runtime } = await flash;
      // What the probes say is what is true, on whichever adapter.
      expect(verdict.passed).toBe(difference < 0.02);
      if (!runtime.includes('swiftshader')) return;
      expect(verdict.reason).toMatch(/^Probe window-attention-16 differs by 0\.\d+/);
      expect(named).toMatchObject({
        code: 'DEVICE_WRONG',
        message: expect.stringContaining(verdict.reason ?? ''),
      });
      expect(chosen.device).toBe('wasm-threads');
      expect(chosen.reasons).toContain(
        `webgpu: fused graphs in w16 compute wrong numbers: ${verdict.reason}`,
      );
      expect(chosen.warnings).toMatchObject([{ code: 'DEVICE_SKIPPED' }]);
    },
    TIMEOUT_MS,
  );
});
